using System.Diagnostics;

namespace Crossbar.Benchmarks.Compile;

/// <summary>One run of <c>crossbar compile</c> as a process.</summary>
/// <param name="Time">From start to end, in second.</param>
/// <param name="ProcessorTime">On all cores together, in second.</param>
/// <param name="PeakMemory">The most that was resident, in byte.</param>
internal sealed record CompileRun(double Time, double ProcessorTime, long PeakMemory)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs the tool that was built with this benchmark.</summary>
    /// <param name="arguments">Behind <c>crossbar compile</c>.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static CompileRun Of(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "crossbar.dll"), "compile", .. arguments]) { RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var (used, peak) = (TimeSpan.Zero, 0L);
        // What a process has used cannot be asked for when it is gone.
        while (!process.WaitForExit(Interval))
        {
            try
            {
                process.Refresh();
                (used, peak) = (process.TotalProcessorTime, Math.Max(peak, process.PeakWorkingSet64));
            }
            catch (InvalidOperationException)
            {
                break;
            }
        }

        process.WaitForExit();
        return process.ExitCode == 0
            ? new CompileRun(watch.Elapsed.TotalSeconds, used.TotalSeconds, peak)
            : throw new InvalidOperationException(output.GetAwaiter().GetResult());
    }
}
