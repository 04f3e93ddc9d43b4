using System.Text.Json;

namespace Crossbar.EndToEnd.Tests;

/// <summary>What the compiler says of code that uses generated classes.</summary>
public sealed class AnalyzerTests
{
    [Fact]
    public void Lengths_halves_loops_damaged_manifests_and_classes_without_a_model_are_pointed_out_in_builds()
    {
        using var app = new ConsumerProject(program: """
            using App;
            TinyCrossbar.Classify(new float[3]);
            foreach (var image in new[] { new float[4] })
                TinyCrossbar.Classify(image);

            namespace Elsewhere
            {
                partial class TinyCrossbar;
            }
            """);

        var run = app.Build("-p:ErrorLog=" + app.At("log.sarif")).Succeeded();

        Assert.Equal(["CBX2002", "CBX2004"], run.Warnings.Select(warning => warning.Code).Order(StringComparer.Ordinal));
        // What is only information the terminal does not show; editors do, and the compiler's log.
        using var log = JsonDocument.Parse(File.ReadAllText(app.At("log.sarif")));
        var results = log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result => result.GetProperty("ruleId").GetString());
        Assert.Contains("CBX2005", results);

        app.Write("obj/crossbar/Debug/TinyCrossbar/TinyCrossbar.manifest", "hello");
        Assert.Contains("CBX2001", app.Build().Errors.Select(error => error.Code));

        app.SetItems("");
        app.Write("Program.cs", "App.TinyCrossbar.Classify(new float[4]);");
        run = app.Build();
        Assert.Equal(1, run.ExitCode);
        var warning = Assert.Single(run.Warnings);
        Assert.Equal(("CBX2003", app.At("Program.cs")), (warning.Code, warning.File));
    }
}
