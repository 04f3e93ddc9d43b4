using System.Text.RegularExpressions;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>Links between the files of the repository.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading_in_it()
    {
        var broken = new List<string>();
        var pages = ((string[])["docs", "samples", "nuget", "benchmarks", "tests"]).SelectMany(folder => Directory.GetFiles(Repository.At(folder), "*.md", SearchOption.AllDirectories))
            .Where(file => !BuildOutput().IsMatch(file)).Append(Repository.At("README.md")).ToArray();
        foreach (var page in pages)
        {
            foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(page))))
            {
                var (path, anchor) = (link.Groups["path"].Value, link.Groups["anchor"].Value);
                var target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(path)));
                if (!Path.Exists(target))
                    broken.Add($"{Path.GetRelativePath(Repository.Root, page)}: there is no {path}");
                else if (anchor.Length > 0 && !Headings(target).Contains(anchor))
                    broken.Add($"{Path.GetRelativePath(Repository.Root, page)}: {path} has no heading #{anchor}");
            }
        }

        Assert.NotEmpty(pages);
        Assert.Empty(broken);
    }

    [Fact]
    public void The_index_leads_to_every_page_of_the_book()
    {
        var book = Repository.At("docs");
        var index = Link().Matches(File.ReadAllText(Path.Combine(book, "README.md"))).Select(link => link.Groups["path"].Value).ToHashSet(StringComparer.Ordinal);

        var pages = Directory.GetFiles(book, "*.md", SearchOption.AllDirectories).Select(page => Path.GetRelativePath(book, page).Replace('\\', '/'))
            .Where(page => page != "README.md" && !page.StartsWith("diagnostics/CBX", StringComparison.Ordinal));

        Assert.All(pages, page => Assert.Contains(page, index));
    }

    // The names that GitHub gives to headings.
    private static HashSet<string> Headings(string page)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fences().Replace(File.ReadAllText(page), "")))
        {
            var text = NotInAnchors().Replace(LinkText().Replace(heading.Groups["text"].Value, "${text}").ToLowerInvariant(), "").Replace(' ', '-');
            var name = text;
            for (var k = 1; !names.Add(name); k++)
                name = $"{text}-{k}";
        }

        return names;
    }

    private static string WithoutCode(string text) => Code().Replace(Fences().Replace(text, ""), "");

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)\s#]*)(#(?<anchor>[^)\s]*))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"^#{1,6} (?<text>.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\p{M}\p{Pc} -]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules|TestResults)[\\/]")]
    private static partial Regex BuildOutput();
}
