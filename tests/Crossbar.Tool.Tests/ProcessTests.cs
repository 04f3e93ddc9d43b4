using System.Diagnostics;

namespace Crossbar.Tool.Tests;

/// <summary>How the command behaves towards the processes around it.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_log_has_a_line_a_run_also_when_many_run_at_once()
    {
        var log = _folder["tool.log"];
        var runs = Enumerable.Range(0, 6).AsParallel().WithDegreeOfParallelism(6)
            .Select(k => ToolRun.AsProcess(("CROSSBAR_LOG", log), "describe", ToolRun.Model, "-o", _folder[$"{k}"]).Succeeds()).ToArray();

        Assert.Equal(Enumerable.Repeat($"describe\t{ToolRun.Model}", runs.Length), File.ReadAllLines(log));
    }

    [Fact]
    public void A_log_that_cannot_be_written_keeps_nobody_from_working() =>
        ToolRun.AsProcess(("CROSSBAR_LOG", _folder["no/such/folder/tool.log"]), "describe", ToolRun.Model, "-o", _folder["out"]).Succeeds();

    [Fact]
    public void It_does_nothing_for_a_process_that_is_gone()
    {
        using var gone = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        gone.WaitForExit();

        var run = ToolRun.AsProcess(null, [.. ToolRun.QuickCompile, "-o", _folder["out"], "--parent-process", $"{gone.Id}"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Empty(_folder.Files("out"));
    }

    [Fact]
    public void It_works_for_a_process_that_is_there() =>
        ToolRun.AsProcess(null, [.. ToolRun.QuickCompile, "-o", _folder["out"], "--parent-process", $"{Environment.ProcessId}"]).Succeeds();

    [Fact]
    public void Progress_is_a_line_a_quarter_whatever_is_reported()
    {
        using var log = new StringWriter { NewLine = "\n" };
        var progress = new ProgressLines("compiling [x].onnx", log);

        foreach (var share in (double[])[0, 0.1, 0.25, 0.26, 0.2, 0.8, 0.9, 1])
            progress.Report(share);

        Assert.Equal("compiling [x].onnx: 25 %\ncompiling [x].onnx: 75 %\n", log.ToString());
    }
}
