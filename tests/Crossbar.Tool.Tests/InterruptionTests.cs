using System.Diagnostics;
using System.Globalization;
using System.Text;
using Crossbar.EndToEnd.Tests;

namespace Crossbar.Tool.Tests;

/// <summary>What Ctrl-C leaves behind, and what is said of it.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    // Small kernels first, which are there at once, and then those that take long.
    private string[] Study => ["study", "conversion", "--kernels", "Gaussian", "--sizes", "9x4", "10x4", "900x900", "901x900", "902x900", "--sparsities", "0", "-o", _folder["study"]];

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void A_study_says_how_many_results_are_kept_and_goes_on_from_there()
    {
        var (exitCode, said) = Interrupted(Study, _ => Items().Length > 0);

        Assert.Equal(130, exitCode);
        var kept = Items().Length;
        Assert.InRange(kept, 1, 19);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"crossbar: stopped: {kept} of 20 results are kept in "), said, StringComparison.Ordinal);
        Assert.Contains("the same command goes on from there.", said, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Files("study"), file => file.Contains(".tmp", StringComparison.Ordinal));
        // Five kernels and four conversions. Its first twentieth is the first result, which nobody computes again.
        var again = ToolRun.InProcess([.. Study, "--shard", "1/20"]);
        Assert.Contains("1 of 1 results were there already", again.Error, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("compile")]
    [InlineData("report")]
    [InlineData("evaluate")]
    public void What_writes_at_its_end_has_written_nothing(string command)
    {
        var model = Repository.At("samples", "ResNet20", "ResNet20.onnx");
        string[] more = command switch
        {
            "compile" => ["-o", _folder["out"]],
            "report" => ["-o", _folder["page.html"]],
            // A fifth of a second an image: nothing that stands between the compile's first quarter and the signal takes longer than all of them.
            _ => ["--data", DataFiles.WriteImages(_folder["images.npz"], 300, withLabels: true, "3, 32, 32", 3072), "--nonlinearity", "2", "--save-logits", _folder["scores.npy"]],
        };
        var before = _folder.Files(".");
        var (exitCode, said) = Interrupted([command, model, .. more, "--wire-resistance", "2"], said => said.Contains(": 25 %", StringComparison.Ordinal));

        Assert.Equal(130, exitCode);
        Assert.EndsWith("crossbar: stopped: nothing was written.\n", said, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Files("."));
    }

    [Fact]
    public void Files_that_are_there_are_told_by_their_folders()
    {
        string At(string path) => Path.Combine(Environment.CurrentDirectory, path.Replace('/', Path.DirectorySeparatorChar));

        Assert.Equal("nothing was written", Interruption.Text([]));
        Assert.Equal(
            "written, and whole, is out/page.html and are 2 files in out/decks".Split(" and ").Order(),
            Interruption.Text([At("out/decks/a.cir"), At("out/page.html"), At("out/decks/b.cir")]).Replace('\\', '/').Split(" and ").Order());
    }

    private string[] Items() => Directory.Exists(_folder["study/items"]) ? Directory.GetFiles(_folder["study/items"], "*.json") : [];

    private static (int ExitCode, string Said) Interrupted(string[] arguments, Func<string, bool> isTime)
    {
        InterruptSignal.Heed();
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(CrossbarCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said)
                said.Append(line.Data is null ? "" : line.Data + "\n");
        };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var watch = Stopwatch.StartNew();
        while (!isTime(Text()))
        {
            Assert.True(watch.Elapsed < Patience && !process.HasExited, Text());
            Thread.Sleep(5);
        }

        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        Assert.True(process.WaitForExit(Patience));
        process.WaitForExit();
        return (process.ExitCode, Text());

        string Text()
        {
            lock (said)
                return said.ToString();
        }
    }
}
