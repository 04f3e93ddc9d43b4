namespace Crossbar.EndToEnd.Tests;

public sealed class ConsumingTests
{
    [Fact]
    public void A_folder_name_full_of_characters_that_mean_something_elsewhere_works()
    {
        using var app = new ConsumerProject(folder: "50% off; x@y (é, 日本) 'q'");

        Assert.Equal(1, app.Build().Succeeded().Compiles);
        Assert.Equal(0, app.Build().Succeeded().Compiles);
        Assert.Contains("class 1", app.Run().Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_as_a_resource_work_for_a_model_whose_name_looks_like_a_translation()
    {
        using var app = new ConsumerProject(
            """<CrossbarModel Include="net.de.onnx" CalibrationData="images.npy" Tables="Resource" />""",
            """
            var scores = new float[App.NetDeCrossbar.ClassCount];
            App.NetDeCrossbar.Predict(new float[] { 0, 0, 1, 0 }, scores);
            System.Console.WriteLine($"class {System.Array.IndexOf(scores, System.Linq.Enumerable.Max(scores))}");
            """);
        app.Write("net.de.onnx", TinyModel.Bytes());

        app.Build().Succeeded();

        Assert.Contains("class 2", app.Run().Succeeded().Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(app.At("bin", "Debug", "net10.0", "de")));
    }

    [Fact]
    public void Defaults_of_metadata_come_from_item_definitions_and_properties()
    {
        using var app = new ConsumerProject();
        app.SetItems(
            """<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" DacBits="7" />""",
            "<CrossbarDacBits>5</CrossbarDacBits><CrossbarAdcBits>6</CrossbarAdcBits>");

        app.Build().Succeeded();

        var request = File.ReadAllText(app.At("obj", "crossbar", "Debug", "TinyCrossbar", "TinyCrossbar.request"));
        Assert.Contains("AdcBits=6\n", request, StringComparison.Ordinal);
        Assert.Contains("DacBits=7\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("DacBits=5", request, StringComparison.Ordinal);
    }

    [Fact]
    public void Netlists_go_where_the_item_says()
    {
        using var app = new ConsumerProject("""
            <CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" NetlistDirectory="spice" />
            <CrossbarModel Include="tiny.onnx" ClassName="Outside" CalibrationData="images.npy" NetlistDirectory="$(MSBuildProjectDirectory)/decks" />
            <CrossbarModel Include="tiny.onnx" ClassName="Silent" CalibrationData="images.npy" Netlist="None" />
            """);

        app.Build().Succeeded();

        Assert.NotEmpty(app.FilesIn("bin", "Debug", "net10.0", "spice"));
        Assert.Equal(app.FilesIn("bin", "Debug", "net10.0", "spice"), app.FilesIn("decks"));
        Assert.Empty(app.FilesIn("bin", "Debug", "net10.0", "netlists"));
    }

    [Fact]
    public void A_published_program_has_its_netlists_and_runs()
    {
        using var app = new ConsumerProject();
        app.Build("-c", "Release").Succeeded();

        var publish = app.DotNet("publish", "--no-build", "-o", app.At("out")).Succeeded();

        Assert.Equal(0, publish.Compiles);
        Assert.NotEmpty(app.FilesIn("out", "netlists", "TinyCrossbar"));
        Assert.Contains("class 1", ProcessRun.Start(app.Folder, "dotnet", app.At("out", "App.dll")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_users_own_half_extends_the_class()
    {
        using var app = new ConsumerProject(program: """
            System.Console.WriteLine(App.TinyCrossbar.Answer());

            namespace App
            {
                partial class TinyCrossbar
                {
                    public static string Answer() => $"class {Classify(new float[] { 0, 1, 0, 0 }).Index}";
                }
            }
            """);

        app.Build().Succeeded();

        Assert.Contains("class 1", app.Run().Succeeded().Output, StringComparison.Ordinal);
    }
}
