using System.Text.Json;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>The page of samples/Web, drawn on in a headless Chromium.</summary>
[Collection(WebSampleGroup.Name)]
public sealed class WebPageBrowserTests(WebSample sample, WebPageVisit visit) : IClassFixture<WebPageVisit>
{
    private JsonElement Found => visit.Found(sample.Address);

    [BrowserFact]
    public void What_is_drawn_is_read_wherever_and_however_large()
    {
        Assert.Equal("Draw something.", Text("before"));
        var verdicts = Found.GetProperty("verdicts").EnumerateObject().ToArray();
        Assert.Equal(["0", "1", "4", "7"], verdicts.Select(verdict => verdict.Name));
        Assert.All(verdicts, verdict => Assert.Matches($@"^Crossbars: {verdict.Name} \(\d+\.\d+ %\)\. Software: {verdict.Name} \(\d+\.\d+ %\)\.$", verdict.Value.GetString()!));
        Assert.Equal("Draw something.", Text("after"));
    }

    [BrowserFact]
    public void Another_chip_reads_the_same_drawing_and_the_software_says_what_it_said()
    {
        var (before, after) = (Columns("rows"), Columns("coarseRows"));
        Assert.Equal(10, before.Length);
        Assert.Equal(before.Select(row => row.Software), after.Select(row => row.Software));
        Assert.NotEqual(before.Select(row => row.Crossbars), after.Select(row => row.Crossbars));
        Assert.StartsWith("A chip’s number is a whole number", Text("refused"), StringComparison.Ordinal);
        Assert.StartsWith("Crossbars: 7", Text("accepted"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public void The_keyboard_draws_too_and_takes_back()
    {
        Assert.Matches(@"^Crossbars: 1 .*Software: 1 ", Text("keyboard"));
        Assert.Equal("Draw something.", Text("keyboardUndone"));
    }

    [BrowserFact]
    public void A_finger_on_a_phone_draws_and_does_not_scroll()
    {
        Assert.Matches(@"^Crossbars: 1 .*Software: 1 ", Text("phone"));
        Assert.Equal((0, 0), (Found.GetProperty("scrolled").GetInt32(), Found.GetProperty("overflowOnPhones").GetInt32()));
    }

    [BrowserFact]
    public void Everything_has_a_role_and_a_name_and_nothing_comes_from_elsewhere()
    {
        string[] parts =
        [
            "heading \"Draw a digit\"", "application \"Drawing area\"", "button \"Undo stroke\"", "combobox \"DACs\"", "combobox \"Age of the chip\"", "spinbutton \"Chip number\"",
            "status:", "rowheader \"7\"", "meter \"Probability of 7, crossbars\"", "img \"The 28 by 28 pixels that the networks see\"",
        ];
        Assert.All(parts, part => Assert.Contains(part, Text("tree"), StringComparison.Ordinal));
        Assert.Equal("rgb(18, 23, 29)", Text("dark"));
        Assert.All(Found.GetProperty("requests").EnumerateArray(), url => Assert.StartsWith(sample.Address.ToString(), url.GetString(), StringComparison.Ordinal));
        Assert.Empty(Found.GetProperty("problems").EnumerateArray());
    }

    private string Text(string name) => Found.GetProperty(name).GetString()!;

    private (string Crossbars, string Software)[] Columns(string name) =>
        [.. Found.GetProperty(name).EnumerateArray().Select(row => row.GetString()!.Split('\t')).Select(cells => (cells[1], cells[2]))];
}
