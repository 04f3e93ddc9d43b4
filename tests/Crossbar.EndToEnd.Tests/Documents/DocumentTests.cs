using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>The documentation, followed as its readers would.</summary>
public sealed class DocumentTests
{
    private const string First = "README.md";

    public static TheoryData<string> Pages => Of(needy: false);

    public static TheoryData<string> NeedyPages => Of(needy: true);

    [Fact]
    public void The_README_does_what_it_says() => Follow(First);

    [Theory]
    [Trait(Campaign.Name, Campaign.Long)]
    [MemberData(nameof(Pages))]
    public void A_page_does_what_it_says(string page) => Follow(page);

    [NeedyPagesTheory]
    [Trait(Campaign.Name, Campaign.Long)]
    [MemberData(nameof(NeedyPages))]
    public void A_page_that_needs_more_than_the_SDK_does_what_it_says(string page) => Follow(page);

    [Fact]
    public void Every_block_names_its_language() =>
        Assert.Empty(Document.All.SelectMany(page => page.Unnamed.Select(line => $"{page.Name}({line}): a fence of a language (sh for commands, text for what they print)")));

    [Fact]
    public void Blocks_that_are_not_run_have_a_reason_that_is_allowed()
    {
        string[] allowed = ["third-party data", "minutes", "tests/run.sh", "no such package here"];

        Assert.All(Document.All.SelectMany(page => page.NotRun.Select(block => (page.Name, block.Line, block.Reason))), block =>
            Assert.True(allowed.Any(reason => block.Reason.StartsWith(reason, StringComparison.Ordinal)), $"{block.Name}({block.Line}): '{block.Reason}' is none of: {string.Join(", ", allowed)}"));
        WriteAccount();
    }

    [Theory]
    [InlineData("a\n\nb  \n", "a\n\nb", true)]
    [InlineData("a 1.5 s\nb\n", "a ... s\nb", true)]
    [InlineData("x\ny\nb\n", "...\nb", true)]
    [InlineData("b\n", "...\nb", true)]
    [InlineData("a\nb\n", "a", false)]
    [InlineData("axb\n", "a.b", false)]
    public void What_a_page_says_is_compared_line_by_line(string output, string says, bool agrees) =>
        Assert.Equal(agrees, new ShellStep(1, [], says.Split('\n')).Accepts(output));

    [Fact]
    public void What_is_printed_belongs_to_the_commands_right_above()
    {
        var page = Document.Read("page.md", ["```sh", "a", "```", "", "```text", "b", "```", "", "<!-- not in tests: minutes -->", "```sh", "c", "```", "```text", "d", "```", "```json e.json", "{}", "```", "```text", "f", "```"]);

        Assert.Equal(["b"], Assert.IsType<ShellStep>(page.Steps[0]).Expected);
        Assert.Equal("e.json", Assert.IsType<FileStep>(page.Steps[1]).File);
        Assert.Equal(2, page.Steps.Count);
        Assert.Equal((10, "minutes"), Assert.Single(page.NotRun));
    }

    private static void Follow(string page)
    {
        using var run = new DocumentRun([.. Document.All.Where(document => Title(document) == page)]);
        run.Run();
    }

    private static TheoryData<string> Of(bool needy) =>
        new(Document.All.Where(page => page.Name != First && page.Steps.OfType<ShellStep>().Any() && page.Needs.Count > 0 == needy).Select(Title).Distinct());

    // Pages of diagnostics have a command or two each: one reader follows those that need the same.
    private static string Title(Document page) =>
        !page.Name.StartsWith(Document.Diagnostics, StringComparison.Ordinal) ? page.Name
        : page.Needs.Count == 0 ? "docs/diagnostics" : $"docs/diagnostics with {string.Join(' ', page.Needs.Order(StringComparer.Ordinal))}";

    // For the end of a test run, and for who reviews what the documentation promises without a test.
    private static void WriteAccount()
    {
        var run = Document.All.Sum(page => page.Steps.OfType<ShellStep>().Count());
        var notRun = Document.All.SelectMany(page => page.NotRun.Select(block => (Place: $"{page.Name}({block.Line})", block.Reason))).ToArray();
        string[] lines = [$"documentation: {run} blocks of commands are run, {notRun.Length} are not", .. notRun.Select(block => $"  {block.Place}: {block.Reason}")];
        File.WriteAllLines(Path.Combine(Directory.CreateDirectory(Repository.At("artifacts")).FullName, "documents.txt"), lines);
    }
}
