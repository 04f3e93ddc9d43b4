using System.Diagnostics;
using Crossbar.EndToEnd.Tests;

namespace Crossbar.Tool.Tests;

/// <summary>Inputs without an end, or with thousands of mistakes: an error each, soon.</summary>
public sealed class EndlessInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EndlessInputTests()
    {
        File.WriteAllBytes(_folder["tiny.onnx"], new TinyModel().Bytes());
        File.WriteAllBytes(_folder["images.npy"], CalibrationFile.Npy(8, 4));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_request_that_includes_itself()
    {
        File.WriteAllText(_folder["a.request"], $"@{_folder["b.request"]}\n");
        File.WriteAllText(_folder["b.request"], $"@{_folder["./a.request"]}\n");
        var run = ToolRun.InProcess("compile", $"@{_folder["a.request"]}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is named twice", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_may_include_another()
    {
        File.WriteAllText(_folder["a.request"], $"{_folder["tiny.onnx"]}\n@{_folder["b.request"]}\n");
        File.WriteAllText(_folder["b.request"], $"--output-directory\n{_folder["out"]}\n");
        ToolRun.InProcess("describe", $"@{_folder["a.request"]}").Succeeds();
        Assert.NotEmpty(_folder.Files("out"));
    }

    // A pipe that is written to until the reader has had enough.
    [UnixTheory]
    [InlineData("--labels")]
    [InlineData("--hardware")]
    [InlineData("--fault-map")]
    [InlineData("--calibration-data")]
    [InlineData(null)]
    public void A_pipe_without_an_end(string? option)
    {
        var pipe = _folder["pipe"];
        using (var make = Process.Start("mkfifo", pipe))
            make.WaitForExit();
        using var writer = Process.Start("sh", ["-c", $"exec yes > '{pipe}' 2>&1"]);
        var run = option is null
            ? ToolRun.InProcess("compile", $"@{pipe}")
            : ToolRun.InProcess("compile", _folder["tiny.onnx"], option, pipe, "-o", _folder["out"]);
        // It ends by itself when nobody reads any more.
        if (!writer.WaitForExit(TimeSpan.FromMinutes(1)))
            writer.Kill();
        Assert.True(run.ExitCode is 1 or 2 && !run.Error.Contains(Descriptors.InternalError.Code, StringComparison.Ordinal), run.Error);
        Assert.Contains(option == "--calibration-data" ? Descriptors.InvalidData.Code : Descriptors.FileTooLarge.Code, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_unknown_names_are_counted_and_not_listed()
    {
        const int Count = 20_000;
        var names = Enumerable.Range(0, Count).Select(k => $"WireResistanc{k}").ToArray();
        File.WriteAllText(_folder["chip.json"], $"{{{string.Join(",\n", names.Select(name => $"\"{name}\": 1"))}}}");
        File.WriteAllText(_folder["many.request"], string.Concat(names.Select(name => $"--metadata\n{name}=1\n")));
        foreach (var (expected, arguments) in new[] { (Descriptors.InvalidHardwareFile, new[] { "--hardware", _folder["chip.json"] }), (Descriptors.UnknownMetadata, [$"@{_folder["many.request"]}"]) })
        {
            var run = ToolRun.InProcess(["describe", _folder["tiny.onnx"], "-o", _folder["out"], .. arguments]);
            Assert.Equal(1, run.ExitCode);
            var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(51, lines.Length);
            Assert.All(lines, line => Assert.Contains($": error {expected.Code}: ", line, StringComparison.Ordinal));
            Assert.Contains($"There are {Count - 50} more messages of this kind", lines[^1], StringComparison.Ordinal);
        }

        // The places are those of the lines.
        Assert.Contains("chip.json(50,1): ", ToolRun.InProcess("describe", _folder["tiny.onnx"], "-o", _folder["out"], "--hardware", _folder["chip.json"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_seventy_thousand_letters()
    {
        var name = new string('A', 70_000);
        foreach (var arguments in new string[][]
        {
            ["--metadata", $"{name}=1"], ["--output-name", name], ["--input-name", name], ["--class-name", name], ["--namespace", name], ["--labels", name],
            ["--calibration-data", name], ["--netlist-directory", name], [$"--{name}"], ["--mapping", name], ["--wire-resistance", name], ["--input-shape", name],
        })
        {
            var run = ToolRun.InProcess(["compile", _folder["tiny.onnx"], "-o", _folder["out"], .. arguments]);
            Assert.DoesNotContain(Descriptors.InternalError.Code, run.Error, StringComparison.Ordinal);
            Assert.True(run.ExitCode is 0 or 1 || arguments is [_], run.Error);
        }
    }

    [Fact]
    public void Half_a_character_in_names()
    {
        foreach (var arguments in new string[][] { ["--metadata", "\ud800=1"], ["--output-name", "\ud800"], ["--class-name", "\ud800"], ["--labels", _folder["\ud800"]], ["--mapping", "\udc00"] })
        {
            var run = ToolRun.InProcess(["compile", _folder["tiny.onnx"], "-o", _folder["out"], .. arguments]);
            Assert.True(run.ExitCode == 1 && !run.Error.Contains(Descriptors.InternalError.Code, StringComparison.Ordinal), run.Error);
        }

        File.WriteAllText(_folder["chip.json"], """{ "Wire\ud800": 1 }""");
        ToolRun.InProcess("compile", _folder["tiny.onnx"], "-o", _folder["out"], "--hardware", _folder["chip.json"]).FailsWith($"{_folder["chip.json"]}(1,3)", Descriptors.InvalidHardwareFile);
    }

    [Fact]
    public void Calibration_labels_are_checked_as_those_of_an_evaluation()
    {
        var data = DataFiles.WriteImages(_folder["data.npz"], 8, withLabels: true, "4", 4);
        foreach (var command in new[] { "--calibration-data", "--data" })
        {
            string[] arguments = command == "--data" ? ["evaluate", _folder["tiny.onnx"], "--data", data] : ["compile", _folder["tiny.onnx"], "--calibration-data", data, "-o", _folder["out"]];
            Assert.Contains("label 3 is 3, but the network's classes are 0 to 2", ToolRun.InProcess(arguments).FailsWith(data, Descriptors.InvalidData), StringComparison.Ordinal);
        }
    }
}
