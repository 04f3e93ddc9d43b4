using System.Text.RegularExpressions;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>A page of the documentation: what its blocks have a reader do, in order.</summary>
/// <remarks>
/// A block <c>sh</c> is run, a block <c>text</c> right behind it is what it prints, and a block whose fence names a file, such as <c>```csharp Program.cs</c>, is that file.
/// A comment <c>not in tests: REASON</c> above a block keeps it from being run; one <c>in tests first: COMMANDS</c> is what a test does before it, such as putting files of a sample in the place of data
/// that is not in the repository; one <c>needs: PROGRAM PROGRAM</c> says what the page cannot be run without.
/// </remarks>
/// <param name="Name">Its path in the repository, with forward slashes.</param>
/// <param name="Steps">What is run and written.</param>
/// <param name="Needs">Programs and Python modules (by Debian's names of them, python3-numpy) that the steps need.</param>
/// <param name="NotRun">Blocks of commands that are not run, and why not.</param>
/// <param name="Unnamed">Lines of fences that name no language.</param>
internal sealed partial record Document(
    string Name, IReadOnlyList<DocumentStep> Steps, IReadOnlyList<string> Needs, IReadOnlyList<(int Line, string Reason)> NotRun, IReadOnlyList<int> Unnamed)
{
    /// <summary>What the names of pages of diagnostics begin with. Their commands are about files of a reader in trouble, with names that all these pages share; other tests produce their examples.</summary>
    public const string Diagnostics = "docs/diagnostics/CBX";

    /// <summary>All pages: README.md and docs.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.GetFiles(Repository.At("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.At("README.md"))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal).Select(name => Read(name, File.ReadAllLines(Repository.At(name)))),
    ];

    /// <summary>Reads a page.</summary>
    public static Document Read(string name, string[] lines)
    {
        var steps = new List<DocumentStep>();
        var needs = new List<string>();
        var notRun = new List<(int Line, string Reason)>();
        var unnamed = new List<int>();
        // The last line above that is not empty, and the commands where these stand there.
        var above = "";
        ShellStep? commands = null;
        for (var k = 0; k < lines.Length; k++)
        {
            var line = lines[k];
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                var end = Array.IndexOf(lines, "```", k + 1);
                Assert.True(end > k, $"{name}({k + 1}): this block has no end.");
                commands = Add(k + 1, line[3..].Split(' ', 2), lines[(k + 1)..end]);
                above = "";
                k = end;
            }
            else if (line.Length > 0)
            {
                if (NeedsComment().Match(line) is { Success: true } match)
                    needs.AddRange(match.Groups["what"].Value.Split(' '));
                else if (First().Match(line) is { Success: true } first)
                    steps.Add(new PreparingStep(k + 1, [first.Groups["what"].Value]));
                commands = null;
                above = line;
            }
        }

        return new Document(name, steps, needs, notRun, unnamed);

        ShellStep? Add(int line, string[] fence, string[] text)
        {
            var reason = NotInTests().Match(above).Groups["why"].Value;
            switch (fence)
            {
                case [""]:
                    unnamed.Add(line);
                    break;
                case ["sh"] when reason.Length > 0:
                    notRun.Add((line, reason));
                    break;
                case ["sh"]:
                    var step = new ShellStep(line, text, Expected: null);
                    steps.Add(step);
                    return step;
                case ["text"] when commands is not null:
                    steps[steps.IndexOf(commands)] = commands with { Expected = text };
                    break;
                case [_, var file]:
                    steps.Add(new FileStep(line, file, text));
                    break;
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    [GeneratedRegex("^<!-- not in tests: (?<why>.+) -->$")]
    private static partial Regex NotInTests();

    [GeneratedRegex("^<!-- needs: (?<what>.+) -->$")]
    private static partial Regex NeedsComment();

    [GeneratedRegex("^<!-- in tests first: (?<what>.+) -->$")]
    private static partial Regex First();
}
