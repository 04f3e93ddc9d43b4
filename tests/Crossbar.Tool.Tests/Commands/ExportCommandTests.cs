namespace Crossbar.Tool.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Through files alone, as a user has it: the scores that `evaluate` saves are those that ONNX Runtime gives the exported model.
    [Fact]
    public void An_exported_model_gives_the_scores_that_evaluation_saves()
    {
        const int Count = 6;
        var data = DataFiles.WriteImages(_folder["test.npz"], Count, withLabels: false);
        string[] options = ["--calibration-data", data, "--calibration-samples", "4", "--max-rows", "40", "--max-columns", "40", "--dac-bits", "6", "--adc-bits", "5"];
        var run = ToolRun.InProcess(["export", ToolRun.Model, "-o", _folder["chip.onnx"], .. options]).Succeeds();
        Assert.StartsWith("Crossbar: Mnist.onnx -> ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("takes 'input' [N, 1, 28, 28], gives 'logits' [N, 10]\n", run.Output, StringComparison.Ordinal);
        ToolRun.InProcess(["evaluate", ToolRun.Model, "--data", data, "--reproducible", "--save-logits", _folder["scores.npy"], .. options]).Succeeds();
        using var session = new OnnxRuntimeSession(_folder["chip.onnx"]);
        Assert.Equal(("input", "logits"), (session.InputName, session.OutputName));
        Assert.Equal("-1, 1, 28, 28", string.Join(", ", session.InputShape.ToArray()));
        var pixels = new byte[Count * 784];
        new Random(1).NextBytes(pixels);
        var scores = session.Run(Array.ConvertAll(pixels, p => p * (1 / 255f)), [Count, 1, 28, 28]);
        var expected = DataFiles.ReadFloats(_folder["scores.npy"]).Values;
        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-4));

        // The same again, to the last bit; and a file that cannot be written leaves the folder as it was.
        var before = File.ReadAllBytes(_folder["chip.onnx"]);
        ToolRun.InProcess(["export", ToolRun.Model, "-o", _folder["chip.onnx"], .. options]).Succeeds();
        Assert.Equal(before, File.ReadAllBytes(_folder["chip.onnx"]));
        var files = Directory.GetFileSystemEntries(_folder.Path);
        ToolRun.InProcess(["export", ToolRun.Model, "-o", _folder["test.npz/chip.onnx"], .. options]).FailsWith(_folder["test.npz/chip.onnx"], Descriptors.NotWritten);
        Assert.Equal(files, Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Nonlinear_cells_are_refused_at_once()
    {
        var message = ToolRun.InProcess("export", ToolRun.Model, "-o", _folder["chip.onnx"], "--nonlinearity", "2", "--origin", "App.csproj").FailsWith("App.csproj", Descriptors.NoTransferMatrix);
        Assert.Contains("Nonlinearity=0", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Converters_as_built_are_refused_at_once()
    {
        var message = ToolRun.InProcess("export", ToolRun.Model, "-o", _folder["chip.onnx"], "--adc-inl-sigma", "1", "--dac-noise", "1").FailsWith(ToolRun.Model, Descriptors.ConvertersAsBuilt);
        Assert.Contains("(DacNoise, AdcInlSigma)", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_no_file_holds_is_refused_at_once()
    {
        var model = Repository.At("samples", "ResNet20", "ResNet20.onnx");
        ToolRun.InProcess("export", model, "-o", _folder["chip.onnx"], "--mapping", "Toeplitz", "--max-rows", "0", "--max-columns", "0").FailsWith(model, Descriptors.ExportTooLarge);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    // Before anything else that may be wrong, and long before the compile.
    [Fact]
    public void A_place_that_cannot_be_written_is_found_at_once()
    {
        ToolRun.InProcess("export", ToolRun.Model, "-o", _folder["nowhere/chip.onnx"], "--nonlinearity", "2").FailsWith(_folder["nowhere/chip.onnx"], Descriptors.NotWritten);
        ToolRun.InProcess("export", ToolRun.Model, "-o", _folder.Path, "--nonlinearity", "2").FailsWith(_folder.Path, Descriptors.NoPlainFile);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Where_to_write_must_be_said() => Assert.Equal(2, ToolRun.InProcess("export", ToolRun.Model).ExitCode);
}
