using System.Text.RegularExpressions;

namespace Crossbar.Tests.Support;

/// <summary>The pages in docs/diagnostics, compared with the messages that one project can give.</summary>
internal static class DiagnosticPages
{
    private static readonly string[] Headings = ["## Example", "## Cause", "## Remedy"];

    /// <summary>Checks that each message has a page that shows it as it is now, that the index lists it, and that no page is without a message.</summary>
    /// <param name="messages">Every message of the project: code, <c>error</c> or <c>warning</c>, and the text with its holes.</param>
    /// <param name="owns">Whether a code is one of this project's.</param>
    public static void Match(IEnumerable<(string Code, string Severity, string Format)> messages, Func<string, bool> owns)
    {
        var folder = Repository.At("docs", "diagnostics");
        var index = File.ReadAllLines(Path.Combine(folder, "README.md"));
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (code, severity, format) in messages)
        {
            Assert.True(codes.Add(code), $"{code} is two messages; each needs a code of its own.");
            Assert.True(owns(code), $"{code} is outside this project's range.");
            var file = Path.Combine(folder, code + ".md");
            Assert.True(File.Exists(file), $"{code} has no page: write docs/diagnostics/{code}.md, after the others there, and its line in README.md.");
            var page = File.ReadAllLines(file);

            Assert.True(page[0].StartsWith($"# {code}: ", StringComparison.Ordinal), $"{code}.md must begin with '# {code}: ' and its meaning.");
            Assert.True(Headings.All(page.Contains), $"{code}.md needs the headings {string.Join(", ", Headings)}.");
            var example = new Regex($"(^|: ){severity} {code}: {Pattern(format)}$");
            Assert.True(page.Any(example.IsMatch), $"{code}.md shows no example of '{severity} {code}: {format}'. Its text changed: change the page too.");
            var line = $"| [{code}]({code}.md) | {severity} | {page[0][$"# {code}: ".Length..]} |";
            Assert.True(index.Contains(line), $"docs/diagnostics/README.md needs the line '{line}'.");
        }

        var pages = Directory.GetFiles(folder, "CBX*.md").Select(page => Path.GetFileNameWithoutExtension(page)!).Where(owns);
        Assert.All(pages, page => Assert.True(codes.Contains(page), $"docs/diagnostics/{page}.md is about a code that no message has: delete it, and its line in README.md."));
    }

    // Any text where the format has a hole.
    private static string Pattern(string format) => string.Join(".*", Regex.Split(format, @"\{\d+[^}]*\}").Select(Regex.Escape));
}
