using System.Text.Json;

namespace Crossbar.EndToEnd.Tests;

public sealed class DesignTimeTests
{
    // What editors set when they ask a project for its compiler command line.
    private static readonly string[] DesignTime =
    [
        "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:BuildProjectReferences=false",
        "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true",
    ];

    [Fact]
    public void An_editor_has_the_whole_api_before_the_first_build_and_a_real_build_never_has_the_stub()
    {
        using var app = new ConsumerProject();
        app.DotNet("restore").Succeeded();

        var sources = Items(app.DotNet(["msbuild", "-t:Compile", "-getItem:Compile", "-getItem:AdditionalFiles", .. DesignTime]).Succeeded(), "Compile");
        Assert.Contains(sources, source => source.EndsWith("TinyCrossbar.stub.g.cs", StringComparison.Ordinal));
        Assert.True(File.Exists(app.At("obj", "crossbar", "Debug", "TinyCrossbar", "TinyCrossbar.manifest")));
        Assert.False(File.Exists(app.At("obj", "crossbar", "Debug", "TinyCrossbar", "TinyCrossbar.tables.g.cs")));

        // The same sources, really compiled: the generator's half and the stub make a whole class.
        app.DotNet("msbuild", "-t:Compile", "-p:DesignTimeBuild=true").Succeeded();
        // Some hosts ask for CoreCompile alone.
        Assert.Equal(0, app.DotNet(["msbuild", "-t:CoreCompile", .. DesignTime]).Succeeded().Compiles);

        Assert.Equal(1, app.Build().Succeeded().Compiles);
        Assert.Contains("class 1", app.Run().Succeeded().Output, StringComparison.Ordinal);
        sources = Items(app.DotNet(["msbuild", "-t:Compile", "-getItem:Compile", "-getItem:AdditionalFiles", .. DesignTime]).Succeeded(), "Compile");
        Assert.Contains(sources, source => source.EndsWith("TinyCrossbar.tables.g.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(sources, source => source.EndsWith("TinyCrossbar.stub.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_in_an_item_leaves_the_editor_its_completion()
    {
        using var app = new ConsumerProject("""<CrossbarModel Include="tiny.onnx" AdcBitz="6" />""");
        app.DotNet("restore").Succeeded();

        var run = app.DotNet(["msbuild", "-t:Compile", .. DesignTime]).Succeeded();

        Assert.Contains("CBX0005", run.Warnings.Select(warning => warning.Code));
    }

    private static string[] Items(BuildRun run, string type)
    {
        using var json = JsonDocument.Parse(run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..]);
        return [.. json.RootElement.GetProperty("Items").GetProperty(type).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
