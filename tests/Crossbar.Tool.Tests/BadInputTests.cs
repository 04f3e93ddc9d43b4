using Crossbar.Compiler.Tests;

namespace Crossbar.Tool.Tests;

/// <summary>What people get wrong: one error each, with its code, at its place, with a remedy, and no file written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Origin => _folder["App.csproj"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_truncated_model()
    {
        var model = _folder["cut.onnx"];
        File.WriteAllBytes(model, File.ReadAllBytes(ToolRun.Model)[..10_000]);
        AssertError(Compile(model).FailsWith(model, Descriptors.InvalidModel), "cut", "Export or copy the file again");
    }

    [Fact]
    public void A_text_file_that_is_called_a_model()
    {
        var model = _folder["readme.onnx"];
        File.WriteAllText(model, "# My network\n\nThis is the readme of it.\n");
        AssertError(Compile(model).FailsWith(model, Descriptors.InvalidModel), "text", "Export or copy the file again");
    }

    [Fact]
    public void A_missing_model()
    {
        File.Copy(ToolRun.Model, _folder["Mnist.onnx"]);
        AssertError(Compile(_folder["Mnits.onnx"]).FailsWith(Origin, Descriptors.FileNotFound), "Mnits.onnx", "Did you mean 'Mnist.onnx'?");
        AssertError(Compile(_folder["no/such/Mnist.onnx"]).FailsWith(Origin, Descriptors.FileNotFound), "does not exist", "The folder");
    }

    [Fact]
    public void A_folder_in_place_of_a_model() => AssertError(Compile(_folder.Path).FailsWith(Origin, Descriptors.FileNotFound), "does not exist");

    [Fact]
    public void A_negative_resistance() =>
        AssertError(Compile(ToolRun.Model, "--wire-resistance", "-1").FailsWith(Origin, Descriptors.InvalidValue), "WireResistance='-1'", "0 to", "ohm");

    [Fact]
    public void An_unknown_metadata_name() =>
        AssertError(Compile(ToolRun.Model, "--metadata", "WireResistence=1").FailsWith(Origin, Descriptors.UnknownMetadata), "'WireResistence'", "Did you mean 'WireResistance'?");

    [Fact]
    public void Calibration_data_of_the_wrong_shape()
    {
        var data = DataFiles.WriteImages(_folder["data.npz"], 4, withLabels: false, "3, 32, 32", 3072);
        AssertError(
            Compile(ToolRun.Model, "--calibration-data", data).FailsWith(data, Descriptors.DataShape), "[4, 3, 32, 32]", "1×28×28", "[N, 1, 28, 28]");
    }

    [Fact]
    public void Calibration_data_that_are_not_there() =>
        AssertError(Compile(ToolRun.Model, "--calibration-data", _folder["data.npz"]).FailsWith(Origin, Descriptors.FileNotFound), "data.npz");

    [Fact]
    public void Labels_that_are_too_few()
    {
        File.WriteAllText(_folder["labels.txt"], "zero\none\n");
        AssertError(Compile(ToolRun.Model, "--labels", _folder["labels.txt"]).FailsWith(_folder["labels.txt"], Descriptors.InvalidData), "2 labels", "10 outputs");
    }

    [Fact]
    public void Wires_too_resistive_for_the_arrays()
    {
        var run = Compile(ToolRun.Model, "--wire-resistance", "1000");
        Assert.Equal(1, run.ExitCode);
        // One per layer that cannot be programmed, each with its worst array and a cell.
        Assert.All(
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.Contains("warning", StringComparison.Ordinal)),
            line => Assert.Matches(Reported.Canonical(Descriptors.Infeasible) + @"Layer '.+': \d+ of its \d+ arrays .* rows \d+–\d+, outputs \d+–\d+\. .*row \d+, column \d+ of \d+×\d+ through.*MaxConductance", line));
        Assert.Empty(_folder.Files("out"));
    }

    [Fact]
    public void Several_mistakes_at_once_are_all_reported()
    {
        var run = Compile(ToolRun.Model, "--adc-bits", "99", "--metadata", "Colour=red", "--min-conductance", "x");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_place_that_cannot_be_written_to()
    {
        File.WriteAllText(_folder["file"], "");
        var run = ToolRun.InProcess([.. ToolRun.QuickCompile, "-o", _folder["file/out"]]);
        AssertError(run.FailsWith(_folder["file/out"], Descriptors.NotWritten), "written");
        AssertError(ToolRun.InProcess("describe", ToolRun.Model, "-o", _folder["file/out"]).FailsWith(_folder["file/out"], Descriptors.NotWritten), "written");
        var data = DataFiles.WriteImages(_folder["data.npz"], 2, withLabels: false);
        var logits = _folder["no/folder/logits.npy"];
        var evaluation = ToolRun.InProcess("evaluate", ToolRun.Model, "--data", data, "--calibration-data", data, "--save-logits", logits, "--conversion", "None");
        Assert.Equal(1, evaluation.ExitCode);
        Assert.Contains("images    2", evaluation.Output, StringComparison.Ordinal); // The result of the work is not lost.
        Assert.StartsWith($"{logits}: error {Descriptors.NotWritten.Code}: ", evaluation.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_go_to_the_diagnostics_file_where_there_is_one()
    {
        var run = Compile(ToolRun.Model, "--wire-resistance", "-1", "--diagnostics-file", _folder["new/x.diag"]);
        Assert.Equal((1, "", ""), (run.ExitCode, run.Output, run.Error));
        var fields = Assert.Single(File.ReadAllText(_folder["new/x.diag"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Split('\t');
        Assert.Equal(["error", Descriptors.InvalidValue.Code, Origin, "0", "0"], fields[..5]);
    }

    private ToolRun Compile(string model, params string[] more)
    {
        var run = ToolRun.InProcess(["compile", model, "-o", _folder["out"], "--origin", Origin, .. more]);
        Assert.Empty(_folder.Files("out"));
        return run;
    }

    private static void AssertError(string message, params string[] parts)
    {
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.EndsWith(message.EndsWith('?') ? "?" : ".", message, StringComparison.Ordinal);
    }
}
