namespace Crossbar.EndToEnd.Tests;

public sealed class InvalidInputTests
{
    [Fact]
    public void Bad_input_is_one_error_at_its_place_in_every_build_and_leaves_nothing_half_written()
    {
        using var app = new ConsumerProject("""<CrossbarModel Include="tiny.onnx" CalibrationData="wrong.npy" />""");
        app.Write("wrong.npy", CalibrationFile.Npy(16, 5));

        for (var build = 0; build < 2; build++)
        {
            var run = app.Build();

            Assert.Equal(1, run.ExitCode);
            var error = Assert.Single(run.Errors);
            Assert.Equal("CBX0008", error.Code);
            Assert.EndsWith("wrong.npy", error.File, StringComparison.Ordinal);
            Assert.Empty(run.Summaries);
        }

        string[] written = [".outputs", ".g.cs", ".bin", ".cir", ".tmp"];
        Assert.DoesNotContain(app.FilesIn("obj", "crossbar"), file => !file.EndsWith(".stub.g.cs", StringComparison.Ordinal) && written.Any(file.EndsWith));
    }

    [Fact]
    public void Input_that_turns_bad_fails_although_good_outputs_lie_there_and_works_again_when_it_is_good()
    {
        using var app = new ConsumerProject();
        app.Build().Succeeded();

        app.Write("tiny.onnx", new TinyModel().Bytes()[..^20]);
        Assert.Equal(1, app.Build().ExitCode);
        Assert.Equal(1, app.Build().ExitCode);

        app.Write("tiny.onnx", new TinyModel().Bytes());
        app.Build().Succeeded();
    }
}
