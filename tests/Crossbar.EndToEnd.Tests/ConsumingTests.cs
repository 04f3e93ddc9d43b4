using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

public sealed class ConsumingTests
{
    [Fact]
    public void Names_full_of_characters_that_mean_something_elsewhere_work()
    {
        using var app = new ConsumerProject(folder: "50% off; x@y (é, 日本) 'q' " + new string('l', 100));
        // By a wildcard as by name, where MSBuild wants its own characters escaped.
        app.SetItems("""
            <CrossbarModel Include="models @(1)/*.onnx" CalibrationData="da%3Bta (ü) %25/images.npy" Namespace="App" />
            <CrossbarModel Include="%40a%3Bb 100%25 (c) %27d%27 日本.onnx" ClassName="Odd" CalibrationData="images.npy" NetlistDirectory="de%3Bcks (é)" />
            """);
        foreach (var folder in (string[])["models @(1)", "da;ta (ü) %"])
            Directory.CreateDirectory(app.At(folder));
        File.Move(app.At("tiny.onnx"), app.At("models @(1)", "tiny.onnx"));
        File.Copy(app.At("images.npy"), app.At("da;ta (ü) %", "images.npy"));
        app.Write("@a;b 100% (c) 'd' 日本.onnx", new TinyModel { Largest = 1 }.Bytes());
        app.Write("Program.cs", """
            var image = new float[] { 0, 1, 0, 0 };
            System.Console.WriteLine($"class {App.TinyCrossbar.Classify(image).Label} {App.Odd.Classify(image).Label}");
            """);

        Assert.Equal(2, app.Build().Succeeded().Compiles);
        Assert.Empty(app.Build().Succeeded().ToolRuns);
        Assert.Contains("class 1 0", app.Run().Succeeded().Output, StringComparison.Ordinal);
        Assert.NotEmpty(app.FilesIn("bin", "Debug", "net10.0", "de;cks (é)"));
    }

    [Fact]
    public void Tables_as_a_resource_work_for_a_model_whose_name_looks_like_a_translation_and_netlists_go_where_items_say()
    {
        using var app = new ConsumerProject(
            """
            <CrossbarModel Include="net.de.onnx" CalibrationData="images.npy" Tables="Resource" NetlistDirectory="spice" />
            <CrossbarModel Include="net.de.onnx" ClassName="Outside" CalibrationData="images.npy" NetlistDirectory="$(MSBuildProjectDirectory)/decks" />
            <CrossbarModel Include="net.de.onnx" ClassName="Silent" CalibrationData="images.npy" Netlist="None" />
            """,
            """
            var scores = new float[App.NetDeCrossbar.ClassCount];
            App.NetDeCrossbar.Predict(new float[] { 0, 0, 1, 0 }, scores);
            System.Console.WriteLine($"class {System.Array.IndexOf(scores, System.Linq.Enumerable.Max(scores))}");
            """);
        app.Write("net.de.onnx", new TinyModel().Bytes());

        app.Build().Succeeded();

        Assert.Contains("class 2", app.Run().Succeeded().Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(app.At("bin", "Debug", "net10.0", "de")));
        Assert.NotEmpty(app.FilesIn("bin", "Debug", "net10.0", "spice"));
        Assert.Equal(app.FilesIn("bin", "Debug", "net10.0", "spice"), app.FilesIn("decks"));
        Assert.Empty(app.FilesIn("bin", "Debug", "net10.0", "netlists"));
    }

    [Fact]
    public void A_published_program_whose_class_the_user_extends_runs_and_has_its_netlists_and_RTL_where_the_project_says_so()
    {
        using var app = new ConsumerProject("""<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" Rtl="SystemVerilog" />""", program: """
            System.Console.WriteLine(App.TinyCrossbar.Answer());

            namespace App
            {
                partial class TinyCrossbar
                {
                    public static string Answer() => $"class {Classify(new float[] { 0, 1, 0, 0 }).Index}";
                }
            }
            """);
        app.Build("-c", "Release").Succeeded();
        var netlists = app.FilesIn("bin", "Release", "net10.0", "netlists", "App.TinyCrossbar");
        Assert.NotEmpty(netlists);
        var rtl = app.FilesIn("bin", "Release", "net10.0", "rtl", "App.TinyCrossbar");
        Assert.Equal(4, rtl.Count(file => file is "Makefile" or "chip_tiny_crossbar.sv" or "chip_tiny_crossbar_tb.sv" or "vectors/scores.hex"));

        Assert.Equal(0, Publish("out").Compiles);
        Assert.Empty(app.FilesIn("out", "netlists").Concat(app.FilesIn("out", "rtl")));
        Assert.Contains("class 1", ProcessRun.Start(app.Folder, "dotnet", app.At("out", "App.dll")).Output, StringComparison.Ordinal);

        // The property, which is the default of the metadata; nothing is compiled for it.
        Assert.Equal(0, Publish("with", "-p:CrossbarPublishNetlists=true").Compiles);
        Assert.Equal(netlists, app.FilesIn("with", "netlists", "App.TinyCrossbar"));
        Assert.Equal(rtl, app.FilesIn("with", "rtl", "App.TinyCrossbar"));

        BuildRun Publish(string folder, params string[] arguments) => app.DotNet(["publish", "--no-build", "-o", app.At(folder), .. arguments]).Succeeded();
    }

    // One that is compiled ahead of time is trimmed too (AotTests).
    [Fact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void A_trimmed_program_that_brings_its_own_runtime_runs()
    {
        using var app = new ConsumerProject();

        app.DotNet("publish", "-c", "Release", "--use-current-runtime", "--self-contained", "-p:PublishTrimmed=true", "-o", app.At("out")).Succeeded();

        Assert.Empty(app.FilesIn("out", "netlists"));
        Assert.Contains("class 1", ProcessRun.Start(app.Folder, app.At("out", OperatingSystem.IsWindows() ? "App.exe" : "App")).Output, StringComparison.Ordinal);
    }

}
