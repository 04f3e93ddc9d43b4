namespace Crossbar.EndToEnd.Tests;

public sealed class IncrementalBuildTests
{
    [Fact]
    public void The_first_build_works_and_runs_and_the_second_does_nothing()
    {
        using var app = new ConsumerProject();

        var first = app.Build().Succeeded();
        Assert.Equal(1, first.Compiles);
        Assert.Empty(first.Warnings);
        Assert.Matches(@"^Crossbar: tiny\.onnx -> 1 layer, 1 array, .*, worst error .* %, [0-9.]+ [fpnµm]J per image, [0-9.]+ s$", Assert.Single(first.Summaries));
        Assert.Contains("class 1", app.Run().Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains(app.FilesIn("bin", "Debug", "net10.0", "netlists", "App.TinyCrossbar"), file => file.EndsWith(".cir", StringComparison.Ordinal));

        var before = app.FilesIn("obj", "crossbar").Concat(app.FilesIn("bin")).Count();
        var assembly = File.GetLastWriteTimeUtc(app.At("obj", "Debug", "net10.0", "App.dll"));
        Assert.Empty(app.Build().Succeeded().ToolRuns);
        Assert.Equal(assembly, File.GetLastWriteTimeUtc(app.At("obj", "Debug", "net10.0", "App.dll")));
        Assert.Equal(before, app.FilesIn("obj", "crossbar").Concat(app.FilesIn("bin")).Count());
    }

    [Fact]
    public void Only_a_model_whose_options_or_content_changed_is_compiled_again()
    {
        const string Other = """<CrossbarModel Include="other.onnx" CalibrationData="images.npy" />""";
        using var app = new ConsumerProject();
        app.Write("other.onnx", new TinyModel().Bytes());
        Assert.Equal(1, Build(""));
        Assert.Equal(1, Build(Other));

        Assert.Equal(1, Build(Other.Replace("/>", "AdcBits=\"6\" />", StringComparison.Ordinal)));
        Assert.Equal(1, Build(Other));

        File.SetLastWriteTimeUtc(app.At("tiny.onnx"), DateTime.UtcNow.AddDays(1));
        Assert.Equal(0, Build(Other));

        app.Write("tiny.onnx", new TinyModel { Largest = 1 }.Bytes());
        Assert.Equal(1, Build(Other));
        Assert.Contains("class 0", app.Run().Succeeded().Output, StringComparison.Ordinal);

        int Build(string other)
        {
            app.SetItems($"""<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" />{other}""");
            return app.Build().Succeeded().Compiles;
        }
    }

    [Fact]
    public void Weights_in_a_file_beside_the_model_count_like_the_model()
    {
        using var app = new ConsumerProject();
        app.Write("tiny.onnx", new TinyModel { WeightFile = "tiny.weights" }.Bytes());
        app.Write("tiny.weights", new TinyModel().WeightBytes());
        Assert.Equal(1, app.Build().Succeeded().Compiles);
        Assert.Contains("class 1", app.Run().Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(0, app.Build().Succeeded().Compiles);

        app.Write("tiny.weights", new TinyModel { Largest = 1 }.WeightBytes());

        Assert.Equal(1, app.Build().Succeeded().Compiles);
        Assert.Contains("class 0", app.Run().Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_left_the_project_leaves_nothing_behind()
    {
        const string Kept = """<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" />""";
        using var app = new ConsumerProject(Kept + """<CrossbarModel Include="tiny.onnx" ClassName="Second" CalibrationData="images.npy" Rtl="SystemVerilog" />""");
        app.Build().Succeeded();
        Assert.NotEmpty(app.FilesIn("bin", "Debug", "net10.0", "rtl", "App.Second"));
        Assert.NotEmpty(app.FilesIn("obj", "crossbar", "Debug", "Second"));
        Assert.NotEmpty(app.FilesIn("bin", "Debug", "net10.0", "netlists", "App.Second"));

        // Another name, another folder: the old one does not stay behind.
        app.SetItems(Kept + """<CrossbarModel Include="tiny.onnx" ClassName="Second" Namespace="Other" CalibrationData="images.npy" />""");
        app.Build().Succeeded();
        Assert.Empty(app.FilesIn("bin", "Debug", "net10.0", "netlists", "App.Second").Concat(app.FilesIn("bin", "Debug", "net10.0", "rtl")));
        Assert.NotEmpty(app.FilesIn("bin", "Debug", "net10.0", "netlists", "Other.Second"));

        app.SetItems(Kept);
        Assert.Equal(0, app.Build().Succeeded().Compiles);

        Assert.Empty(app.FilesIn("obj", "crossbar", "Debug", "Second"));
        Assert.Empty(app.FilesIn("bin", "Debug", "net10.0", "netlists", "Other.Second"));
        Assert.NotEmpty(app.FilesIn("bin", "Debug", "net10.0", "netlists", "App.TinyCrossbar"));

        // The last one too.
        app.SetItems("");
        app.Write("Program.cs", "System.Console.WriteLine();");
        Assert.Equal(0, app.Build().Succeeded().Compiles);
        Assert.Empty(app.FilesIn("obj", "crossbar", "Debug", "TinyCrossbar"));
        Assert.Empty(app.FilesIn("bin", "Debug", "net10.0", "netlists", "App.TinyCrossbar"));
    }

    [Fact]
    public void What_somebody_deleted_and_what_clean_took_away_is_made_again()
    {
        using var app = new ConsumerProject();
        app.Build().Succeeded();

        File.Delete(app.At("obj", "crossbar", "Debug", "TinyCrossbar", "TinyCrossbar.tables.g.cs"));
        Assert.Equal(1, app.Build().Succeeded().Compiles);

        app.DotNet("clean").Succeeded();
        Assert.Empty(app.FilesIn("obj", "crossbar"));
        Assert.DoesNotContain(app.FilesIn("bin"), file => file.Contains("netlists", StringComparison.Ordinal));

        Assert.Equal(1, app.Build().Succeeded().Compiles);
    }

    [Fact]
    public void Two_clean_builds_are_the_same_to_the_last_bit()
    {
        using var app = new ConsumerProject();

        app.Build().Succeeded();
        var first = Contents();
        Directory.Delete(app.At("bin"), recursive: true);
        Directory.Delete(app.At("obj"), recursive: true);
        app.Build().Succeeded();

        Assert.Equal(first, Contents());

        Dictionary<string, string> Contents() => app.FilesIn("bin").ToDictionary(
            file => file,
            file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(app.At("bin", file)))));
    }
}
