using System.Text.RegularExpressions;

namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>Commands.</summary>
/// <param name="Expected">What they print to standard output: a line <c>...</c> stands for any lines, <c>...</c> in a line for any text; null where the page does not say.</param>
internal sealed record ShellStep(int Line, IReadOnlyList<string> Text, IReadOnlyList<string>? Expected) : DocumentStep(Line, Text)
{
    /// <inheritdoc/>
    public override string Script => string.Join('\n', Text);

    /// <summary>Whether this is what the page says.</summary>
    public bool Accepts(string output) => Expected is null || Regex.IsMatch(Lines(output.Split('\n')), $"^{string.Concat(Expected.Select(Pattern))}$");

    // What is blank at the end of a line, and around all lines, is not shown.
    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => line.TrimEnd())).Trim('\n') + "\n";

    private static string Pattern(string line) => line == "..." ? "(.*\n)*" : Regex.Escape(line.TrimEnd()).Replace(@"\.\.\.", ".*", StringComparison.Ordinal) + "\n";
}
