using System.Text.Json;

namespace Crossbar.EndToEnd.Tests;

/// <summary><c>Report="true"</c>: a page in the output folder, whose links lead to the netlists there.</summary>
public sealed class ReportTests
{
    private const string Model = """<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" """;
    private const string Page = "App.TinyCrossbar.report.html";

    [PackedReportFact]
    public void A_build_puts_a_page_into_the_output_folder_and_says_so()
    {
        using var app = new ConsumerProject(Model + "Report=\"true\" />");

        var run = app.Build().Succeeded();

        Assert.EndsWith(" s, see " + Page, Assert.Single(run.Summaries), StringComparison.Ordinal);
        AssertLinks(app, "netlists/App.TinyCrossbar/");
        Assert.Equal(0, app.Build().Succeeded().Compiles);

        // The page says where the netlists are, so another place for them is a compile.
        app.SetItems(Model + "Report=\"True\" NetlistDirectory=\"my decks\" />");
        Assert.Equal(1, app.Build().Succeeded().Compiles);
        AssertLinks(app, "my%20decks/");

        app.SetItems(Model + "Netlist=\"None\" />");
        Assert.Equal(1, app.Build().Succeeded().Compiles);
        Assert.DoesNotContain(Page, app.FilesIn("obj", "crossbar", "Debug", "TinyCrossbar"));
        Assert.DoesNotContain(Page, app.FilesIn("bin", "Debug", "net10.0"));

        app.SetItems(Model + "Report=\"true\" />");
        app.Build().Succeeded();
        Assert.Contains(Page, app.FilesIn("bin", "Debug", "net10.0"));
        app.DotNet("clean").Succeeded();
        Assert.DoesNotContain(Page, app.FilesIn("bin", "Debug", "net10.0"));
    }

    [PackedReportFact]
    public void A_page_stays_with_its_project_as_the_netlists_do()
    {
        using var app = new ConsumerProject(Model + "Report=\"true\" />");

        app.DotNet("publish", "-o", app.At("out")).Succeeded();
        Assert.Contains(Page, app.FilesIn("bin", "Release", "net10.0"));
        Assert.DoesNotContain(Page, app.FilesIn("out"));

        app.SetItems(Model + "Report=\"true\" PublishNetlists=\"true\" />");
        Assert.Equal(0, app.DotNet("publish", "-o", app.At("with")).Succeeded().Compiles);
        Assert.Contains(Page, app.FilesIn("with"));
        AssertLinks(app, "netlists/App.TinyCrossbar/", "with");
    }

    private static void AssertLinks(ConsumerProject app, string folder, string output = "bin/Debug/net10.0")
    {
        var page = File.ReadAllText(app.At(output, Page));
        var begin = page.IndexOf('{', page.IndexOf("id=\"report-data\"", StringComparison.Ordinal));
        using var data = JsonDocument.Parse(page[begin..page.IndexOf("</script>", begin, StringComparison.Ordinal)]);
        var netlists = data.RootElement.GetProperty("netlists");
        Assert.Equal(folder, netlists.GetProperty("folder").GetString());
        Assert.All(netlists.GetProperty("files").EnumerateArray(), file =>
            Assert.True(File.Exists(app.At(output, Uri.UnescapeDataString(folder), file.GetProperty("file").GetString()!))));
    }
}
