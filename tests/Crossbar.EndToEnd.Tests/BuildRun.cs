using System.Text.RegularExpressions;

namespace Crossbar.EndToEnd.Tests;

/// <summary>A <c>dotnet</c> command and what it said.</summary>
internal sealed partial record BuildRun(int ExitCode, string Output)
{
    /// <summary>How often the tool compiled a model: it says one line each time.</summary>
    public int Compiles => Lines.Count(line => line.TrimStart().StartsWith("Crossbar: ", StringComparison.Ordinal) && line.Contains(" -> ", StringComparison.Ordinal));

    /// <summary>The errors, each once: MSBuild repeats them in its summary.</summary>
    public IReadOnlyList<BuildMessage> Errors => Messages("error");

    /// <summary>The warnings, each once.</summary>
    public IReadOnlyList<BuildMessage> Warnings => Messages("warning");

    private string[] Lines => Output.Split('\n');

    /// <summary>Itself, when it succeeded.</summary>
    public BuildRun Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }

    private BuildMessage[] Messages(string severity) =>
        [.. Lines.Select(line => Canonical().Match(line)).Where(match => match.Success && match.Groups["severity"].Value == severity).Select(BuildMessage.From).Distinct()];

    [GeneratedRegex(@"^\s*(?:(?<file>[^\s].*?)(?:\([0-9,]+\))?\s*: )?(?<severity>error|warning) (?<code>[A-Z]+[0-9]+)\s*: (?<text>.*?)(?: \[(?<project>[^\]]*)\])?$")]
    private static partial Regex Canonical();
}
