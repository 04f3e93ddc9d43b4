using System.Text.RegularExpressions;

namespace Crossbar.EndToEnd.Tests;

/// <summary>A <c>dotnet</c> command and what it said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="ToolRuns">The commands that the tool's own log says it was started with meanwhile, in order.</param>
internal sealed partial record BuildRun(int ExitCode, string Output, IReadOnlyList<string> ToolRuns)
{
    /// <summary>How often the tool compiled a model, which is heavy work.</summary>
    public int Compiles => ToolRuns.Count(run => run == "compile");

    /// <summary>The lines that tell a person of a compiled model.</summary>
    public IReadOnlyList<string> Summaries => [.. Lines.Select(line => line.Trim()).Where(line => line.StartsWith("Crossbar: ", StringComparison.Ordinal))];

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
