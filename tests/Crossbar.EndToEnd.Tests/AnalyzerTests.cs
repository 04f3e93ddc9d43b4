using System.Text.Json;

namespace Crossbar.EndToEnd.Tests;

/// <summary>What the compiler says of code that uses generated classes.</summary>
public sealed class AnalyzerTests
{
    [Fact]
    public void Lengths_halves_and_loops_are_pointed_out_in_a_build()
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
    }

    [Fact]
    public void A_class_whose_model_was_removed_is_explained()
    {
        using var app = new ConsumerProject();
        app.Build().Succeeded();
        app.SetItems("");

        var run = app.Build();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("CBX2003", run.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void A_manifest_that_somebody_damaged_is_an_error_of_the_compiler()
    {
        using var app = new ConsumerProject();
        app.Build().Succeeded();
        app.Write("obj/crossbar/Debug/TinyCrossbar/TinyCrossbar.manifest", "hello");

        Assert.Contains("CBX2001", app.Build().Errors.Select(error => error.Code));
    }
}
