namespace Crossbar.EndToEnd.Tests;

public sealed class InvalidInputTests
{
    [Theory]
    [InlineData("""<CrossbarModel Include="truncated.onnx" />""", "CBX0002", "truncated.onnx")]
    [InlineData("""<CrossbarModel Include="text.onnx" />""", "CBX0002", "text.onnx")]
    [InlineData("""<CrossbarModel Include="tinny.onnx" />""", "CBX0001", "App.csproj")]
    [InlineData("""<CrossbarModel Include="tiny.onnx" WireResistance="-2" />""", "CBX0006", "App.csproj")]
    [InlineData("""<CrossbarModel Include="tiny.onnx" WireResistence="2" />""", "CBX0005", "App.csproj")]
    [InlineData("""<CrossbarModel Include="tiny.onnx" CalibrationData="wrong.npy" />""", "CBX0008", "wrong.npy")]
    [InlineData("""<CrossbarModel Include="tiny.onnx" CalibrationData="none.npy" />""", "CBX0001", "App.csproj")]
    [InlineData("""<CrossbarModel Include="tiny.onnx" ClassName="1st" />""", "CBX0046", "App.csproj")]
    [InlineData("""<CrossbarModel Include="tiny.onnx" /><CrossbarModel Include="text.onnx" ClassName="TinyCrossbar" />""", "CBX0040", "App.csproj")]
    public void Bad_input_is_one_error_at_its_place_in_every_build_and_leaves_nothing_half_written(string items, string code, string place)
    {
        using var app = new ConsumerProject(items);
        app.Write("truncated.onnx", TinyModel.Bytes()[..^20]);
        app.Write("text.onnx", "This is a shopping list, not a network.");
        app.Write("wrong.npy", CalibrationFile.Npy(16, 5));

        for (var build = 0; build < 2; build++)
        {
            var run = app.Build();

            Assert.Equal(1, run.ExitCode);
            var error = Assert.Single(run.Errors);
            Assert.Equal(code, error.Code);
            Assert.EndsWith(place, error.File, StringComparison.Ordinal);
            Assert.Equal(0, run.Compiles);
        }

        string[] written = [".outputs", ".g.cs", ".bin", ".cir", ".tmp"];
        Assert.DoesNotContain(app.FilesIn("obj", "crossbar"), file => !file.EndsWith(".stub.g.cs", StringComparison.Ordinal) && written.Any(file.EndsWith));
    }

    [Fact]
    public void Input_that_turns_bad_fails_although_good_outputs_lie_there_and_works_again_when_it_is_good()
    {
        using var app = new ConsumerProject();
        app.Build().Succeeded();

        app.Write("tiny.onnx", TinyModel.Bytes()[..^20]);
        Assert.Equal(1, app.Build().ExitCode);
        Assert.Equal(1, app.Build().ExitCode);

        app.Write("tiny.onnx", TinyModel.Bytes());
        app.Build().Succeeded();
    }

    [Fact]
    public void A_tool_that_is_not_there_is_an_error_with_its_code()
    {
        using var app = new ConsumerProject();

        var run = app.Build("-p:CrossbarToolPath=" + app.At("nowhere.dll"));

        Assert.Equal(["CBX0041"], run.Errors.Select(error => error.Code));
    }
}
