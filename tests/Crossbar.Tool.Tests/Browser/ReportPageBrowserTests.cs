using System.Globalization;
using System.Text.RegularExpressions;

namespace Crossbar.Tool.Tests.Browser;

/// <summary>The page of <c>crossbar report</c>, opened from a file in a headless Chromium and used with the keyboard alone.</summary>
public sealed partial class ReportPageBrowserTests(PageVisit visit) : IClassFixture<PageVisit>
{
    [ReportPageFact]
    public void The_page_asks_for_nothing_but_itself_and_complains_of_nothing()
    {
        Assert.All(Texts("requests"), url => Assert.EndsWith("/page.html", url, StringComparison.Ordinal));
        Assert.Empty(Texts("problems"));
        Assert.Equal("Mnist.onnx on crossbars", Text("title"));
        Assert.Equal(0, visit.Found.GetProperty("overflowOnPhones").GetInt32());
    }

    [ReportPageFact]
    public void Everything_has_a_role_and_a_name()
    {
        var tree = Text("tree");
        string[] parts =
        [
            "navigation \"Sections\"", "button \"Light colours\"", "region \"Arrays\"", "radiogroup \"Array\"", "radio \"Tile 0 (", "[checked]",
            "table \"Layers on crossbars\"", "rowheader \"/conv1/Conv\"", "application \"Programmed conductance. Heat map of Tile 0", "checkbox \"One colour scale for both IR drops\"",
            "img \"Read power of the arrays. /conv1/Conv: ", "img \"Errors of the transfer matrix. Histogram for all layers:",
        ];
        Assert.All(parts, part => Assert.Contains(part, tree, StringComparison.Ordinal));
        Assert.Matches("combobox \"Layer", tree);
        Assert.All(visit.Found.GetProperty("stops").EnumerateArray(), stop => Assert.NotEqual("", stop.GetProperty("name").GetString()));
    }

    [ReportPageFact]
    public void The_Tab_key_comes_everywhere_and_shows_where_it_is()
    {
        var stops = visit.Found.GetProperty("stops").EnumerateArray().ToArray();
        Assert.All(stops, stop => Assert.True(stop.GetProperty("isVisible").GetBoolean(), stop.ToString()));
        var names = stops.Select(stop => stop.GetProperty("name").GetString()!).ToArray();
        string[] places = ["Skip to the report", "Arrays", "Light colours", "/conv4/Conv", "Layer ", "Tile 0 (", "Programmed conductance", "IR drop before", "IR drop after", "Histograms of", "model.cir"];
        Assert.All(places, place => Assert.Contains(names, name => name.StartsWith(place, StringComparison.Ordinal)));
        // One stop for all tiles: the arrow keys go on from there.
        Assert.Single(names, name => name.StartsWith("Tile ", StringComparison.Ordinal));
    }

    [ReportPageFact]
    public void Colours_are_the_systems_until_the_reader_chooses_others()
    {
        Assert.True(Brightness("darkPaper") < 0.2);
        Assert.True(Brightness("lightPaper") > 0.8);
        Assert.Equal(Text("lightPaper"), Text("paperAfterReload"));
    }

    [ReportPageFact]
    public void Keys_choose_the_layer_and_the_tile()
    {
        Assert.StartsWith("Tile 0 (rows 0–24, outputs 0–19): 25 × 21 cells, ", Text("firstLayer"), StringComparison.Ordinal);
        Assert.StartsWith("Tile 0 (rows 0–124, outputs 0–49): 125 × 51 cells, ", Text("secondLayer"), StringComparison.Ordinal);
        Assert.StartsWith("Tile 1 (rows 125–249, outputs 0–49): ", Text("nextTile"), StringComparison.Ordinal);
        Assert.Matches(@"; settles in [0-9.]+ ps, slowest time constant [0-9.]+ fs; netlist ", Text("firstLayer"));
        Assert.Equal("true", Text("focusAfterArrow"));
        Assert.EndsWith("netlist layer01_tile001.cir", Text("nextTile"), StringComparison.Ordinal);
    }

    // The cell in the second row and the third column, as the netlist has it.
    [ReportPageFact]
    public void Arrow_keys_read_the_conductance_of_a_cell()
    {
        var cells = Texts("cells");
        var read = Cell().Match(cells[0]);
        Assert.True(read.Success, cells[0]);
        var programmed = NetlistConductance("layer01_tile001.inc", 1, 2);
        // A step of the map, (66.7 − 3.3) µS / 254, and three digits.
        Assert.Equal(1e6 * programmed, double.Parse(read.Groups["value"].Value, CultureInfo.InvariantCulture), 0.3);
        var before = double.Parse(Cell().Match(cells[1]).Groups["value"].Value, CultureInfo.InvariantCulture);
        Assert.InRange(before, 1, 50);
        Assert.StartsWith(cells[1].Split(':')[0], cells[2], StringComparison.Ordinal);
    }

    [ReportPageFact]
    public void Charts_are_drawn_and_saved()
    {
        var colours = visit.Found.GetProperty("colours").EnumerateArray().Select(n => n.GetInt32()).ToArray();
        Assert.True(colours.Length >= 3 && colours.Count(n => n > 200) >= 3, string.Join(' ', colours));
        Assert.Equal(4, Texts("rows").Length);
        var saved = visit.Found.GetProperty("saved");
        Assert.Equal("errors-of-the-transfer-matrix.svg", saved.GetProperty("name").GetString());
        var picture = System.Xml.Linq.XDocument.Parse(saved.GetProperty("text").GetString()!);
        Assert.Contains(picture.Descendants(), e => e.Name.LocalName == "text" && e.Value.Contains("after conversion", StringComparison.Ordinal));
        Assert.All((string[])["dark.png", "light.png"], name => Assert.True(new FileInfo(Path.Combine(visit.Folder, name)).Length > 100_000));
    }

    [ReportPageFact]
    public void Tables_do_not_scroll_on_a_screen_of_1300_pixels()
    {
        foreach (var page in (string[])["tables", "deepTables"])
        {
            var tables = visit.Found.GetProperty(page).EnumerateArray().ToArray();
            Assert.Contains(tables, table => table.GetProperty("name").GetString() == "Converters of the layers");
            Assert.True(tables.Length >= 4, $"{tables.Length} tables");
            Assert.All(tables, table => Assert.True(table.GetProperty("width").GetInt32() <= table.GetProperty("room").GetInt32(), table.ToString()));
        }
    }

    [ReportPageFact]
    public void Colour_bars_say_what_they_are_of()
    {
        var bars = visit.Found.GetProperty("bars").EnumerateArray().Select(bar => bar.EnumerateArray().Select(text => text.GetString()!).ToArray()).ToArray();
        Assert.Equal(3, bars.Length);
        Assert.Contains("conductance, µS", bars[0]);
        Assert.All(bars[1..], texts => Assert.Contains("1 − T / target, %", texts));
    }

    // Of the layer that is chosen last: the errors of the chart's legend, and a floor for each of its arrays.
    [ReportPageFact]
    public void Columns_and_targets_of_the_chosen_layer_are_shown()
    {
        var texts = Texts("columns");
        Assert.Contains("actual = ideal", texts);
        double Error(string name) => double.Parse(
            Assert.Single(texts, text => text.StartsWith(name + ", rms error ", StringComparison.Ordinal)).Split(' ')[^2], CultureInfo.InvariantCulture);
        Assert.True(Error("after conversion") < Error("before conversion"));
        var rows = Texts("targets").Select(row => row.Split('\t')).ToArray();
        Assert.Equal("tile", rows[0][0]);
        // The second layer has four arrays.
        Assert.Equal(["0", "1", "2", "3"], rows.Skip(1).Select(row => row[0]));
        Assert.All(rows.Skip(1), row =>
        {
            var ends = row[1].Split(" … ").Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            Assert.InRange(ends[0], 1, 10);
            Assert.InRange(ends[1], 50, 66.7);
        });
    }

    [ReportPageFact]
    public void Whiskers_overlap_neither_each_other_nor_text()
    {
        foreach (var (chart, count) in ((string, int)[])[("accuracy", 5), ("retention", 2)])
        {
            var found = visit.Found.GetProperty("hostile").GetProperty("whiskers").GetProperty(chart);
            double[][] Boxes(string name) => [.. found.GetProperty(name).EnumerateArray().Select(box => box.EnumerateArray().Select(side => side.GetDouble()).ToArray())];
            var (whiskers, texts) = (Boxes("whiskers"), Boxes("texts"));
            Assert.Equal(count, whiskers.Length);
            Assert.NotEmpty(texts);
            for (var k = 0; k < whiskers.Length; k++)
                Assert.All(whiskers[(k + 1)..].Concat(texts), other => Assert.False(Overlap(whiskers[k], other), $"{chart}: {string.Join(' ', whiskers[k])} and {string.Join(' ', other)}"));
        }
    }

    [ReportPageFact]
    public void Links_lead_to_netlists_that_are_there()
    {
        var links = Texts("links").Where(link => !link.StartsWith('#')).Distinct().ToArray();
        Assert.Contains("decks/model.cir", links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(visit.Folder, Uri.UnescapeDataString(link))), link));
    }

    [ReportPageFact]
    public void Names_are_never_taken_for_markup()
    {
        var hostile = visit.Found.GetProperty("hostile");
        Assert.All(hostile.GetProperty("requests").EnumerateArray(), url => Assert.EndsWith("/hostile.html", url.GetString(), StringComparison.Ordinal));
        Assert.Equal(0, hostile.GetProperty("problems").GetArrayLength());
        Assert.Equal(0, hostile.GetProperty("pictures").GetInt32());
        var tooltips = hostile.GetProperty("tooltips").EnumerateArray().Select(tip => tip.GetString()!).ToArray();
        Assert.Contains(tooltips, tip => tip.StartsWith("<img src=x>", StringComparison.Ordinal) && tip.Contains(" to ", StringComparison.Ordinal));
        Assert.Contains("<img src=y>&amp;, <img src=y>&amp;, <img src=y>&amp;, weights <img src=y>&amp;, <img src=y>&amp;: 80 %", tooltips);
        Assert.Contains(tooltips, tip => tip.StartsWith("<img src=y>, 1 d: ", StringComparison.Ordinal));
        Assert.Contains(tooltips, tip => tip.StartsWith("target ", StringComparison.Ordinal) && tip.Contains("at once: ", StringComparison.Ordinal) && tip.Contains("1 y: ", StringComparison.Ordinal));
    }

    [ReportPageFact]
    public void Studies_of_chips_and_their_device_have_sections_of_their_own()
    {
        var hostile = visit.Found.GetProperty("hostile");
        var tree = hostile.GetProperty("tree").GetString()!;
        string[] parts =
        [
            "region \"Retention\"", "img \"Accuracy against time. software: ", "<img src=y>, at once: ", "table \"Accuracy against time\"",
            "region \"Yield\"", "img \"Distribution of the chips’ accuracies. ", "rowheader \"share of good chips\"",
            "region \"Device\"", "img \"Conductance against target. at once: cells of the greatest target have ", "img \"Deviation from the target. ", "img \"Noise of a read. at any age: up to 0.2 µS\"",
        ];
        Assert.All(parts, part => Assert.Contains(part, tree, StringComparison.Ordinal));
        var words = hostile.GetProperty("words").EnumerateArray().Select(text => text.GetString()!).ToArray();
        Assert.Matches(@"^yield\.json: 2 chips, at once, compensation <img src=y>\. \d of 2 chips \(.+ %; .+ to .+ % with 95 % confidence\) are good", words[0]);
        Assert.StartsWith("<img src=z>: <img src=z>. 3 to 60 µS. Lines are means of 1,000 cells", words[1], StringComparison.Ordinal);
    }

    // Points that stand beside their place are listed at it, and lines that guide the eye are not.
    [ReportPageFact]
    public void The_values_of_charts_over_numbers_are_tables_too()
    {
        var hostile = visit.Found.GetProperty("hostile");
        string[][] Rows(string name) => [.. hostile.GetProperty(name).EnumerateArray().Select(row => row.GetString()!.Split('\t'))];
        var ages = Rows("values");
        Assert.Equal(["time since programming", "<img src=y>", "<img src=y>, 95 %", "<img src=y>, least … greatest"], ages[0]);
        Assert.Equal(["at once", "1 d"], ages.Skip(1).Select(row => row[0]));
        var deviations = Rows("deviations");
        Assert.Equal(26, deviations.Length);
        Assert.Equal(["target, µS", "at once, ± σ", "at once", "1 d, ± σ", "1 d"], deviations[0][..5]);
        // 60 µS · (86,401)^−0.01 is 53.6 µS.
        Assert.Equal(-6.4, double.Parse(deviations[^1][4].Replace('−', '-'), CultureInfo.InvariantCulture), 0.2);
    }

    [ReportPageFact]
    public void The_values_of_a_chart_are_a_table_too()
    {
        var rows = Texts("values").Select(row => row.Split('\t')).ToArray();
        Assert.Equal(["layer", "DACs", "ADCs"], rows[0]);
        Assert.Equal(["/conv1/Conv", "/conv2/Conv", "/conv3/Conv", "/conv4/Conv"], rows.Skip(1).Select(row => row[0]));
        Assert.All(rows.Skip(1), row => Assert.All(row[1..], value => Assert.InRange(double.Parse(value, CultureInfo.InvariantCulture), 0, 100)));
    }

    // A study has chips of other conversions with the same bits.
    [ReportPageFact]
    public void The_accuracy_above_is_that_of_the_pages_own_chip() =>
        Assert.Matches(@"Accuracy\s+75 %", visit.Found.GetProperty("hostile").GetProperty("facts").GetString());

    private string Text(string name) => visit.Found.GetProperty(name).GetString()!;

    private string[] Texts(string name) => [.. visit.Found.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    private double Brightness(string name) => Number().Matches(Text(name)).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).Average() / 255;

    // Of left, top, right and bottom.
    private static bool Overlap(double[] a, double[] b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

    private double NetlistConductance(string file, int wordLine, int bitLine)
    {
        var line = File.ReadLines(Path.Combine(visit.Folder, "decks", file))
            .Single(l => l.StartsWith($"Rg_{wordLine}_{bitLine} ", StringComparison.Ordinal));
        return 1 / double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^word line 1 \(row \d+\), bit line 2 \(.+\): (?<value>[0-9.]+) ")]
    private static partial Regex Cell();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
