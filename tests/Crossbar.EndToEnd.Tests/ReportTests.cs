using System.Text.Json;

namespace Crossbar.EndToEnd.Tests;

/// <summary><c>Report="true"</c>: a page in the output folder, whose links lead to the netlists there.</summary>
public sealed class ReportTests
{
    private const string Model = """<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" """;

    [PackedReportFact]
    public void A_build_puts_a_page_into_the_output_folder_and_says_so()
    {
        using var app = new ConsumerProject(Model + "Report=\"true\" />");

        var run = app.Build().Succeeded();

        Assert.EndsWith(" s, see TinyCrossbar.report.html", Assert.Single(run.Summaries), StringComparison.Ordinal);
        AssertLinks(app, "netlists/TinyCrossbar/");
        Assert.Equal(0, app.Build().Succeeded().Compiles);

        // The page says where the netlists are, so another place for them is a compile.
        app.SetItems(Model + "Report=\"True\" NetlistDirectory=\"my decks\" />");
        Assert.Equal(1, app.Build().Succeeded().Compiles);
        AssertLinks(app, "my%20decks/");

        app.SetItems(Model + "Netlist=\"None\" />");
        Assert.Equal(1, app.Build().Succeeded().Compiles);
        Assert.DoesNotContain("TinyCrossbar.report.html", app.FilesIn("obj", "crossbar", "Debug", "TinyCrossbar"));
        Assert.DoesNotContain("TinyCrossbar.report.html", app.FilesIn("bin", "Debug", "net10.0"));

        app.SetItems(Model + "Report=\"true\" />");
        app.Build().Succeeded();
        Assert.Contains("TinyCrossbar.report.html", app.FilesIn("bin", "Debug", "net10.0"));
        app.DotNet("clean").Succeeded();
        Assert.DoesNotContain("TinyCrossbar.report.html", app.FilesIn("bin", "Debug", "net10.0"));
    }

    private static void AssertLinks(ConsumerProject app, string folder)
    {
        var page = File.ReadAllText(app.At("bin", "Debug", "net10.0", "TinyCrossbar.report.html"));
        var begin = page.IndexOf('{', page.IndexOf("id=\"report-data\"", StringComparison.Ordinal));
        using var data = JsonDocument.Parse(page[begin..page.IndexOf("</script>", begin, StringComparison.Ordinal)]);
        var netlists = data.RootElement.GetProperty("netlists");
        Assert.Equal(folder, netlists.GetProperty("folder").GetString());
        Assert.All(netlists.GetProperty("files").EnumerateArray(), file =>
            Assert.True(File.Exists(app.At("bin", "Debug", "net10.0", Uri.UnescapeDataString(folder), file.GetProperty("file").GetString()!))));
    }
}
