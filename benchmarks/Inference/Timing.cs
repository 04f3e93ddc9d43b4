using System.Diagnostics;

namespace Crossbar.Benchmarks.Inference;

/// <summary>Times contenders side by side: in turns, so that whatever else the machine does meets them all alike.</summary>
internal static class Timing
{
    /// <summary>How often each contender has its turn: 15 for figures, fewer to see that the benchmark works.</summary>
    public static int Rounds { get; set; } = 15;

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(150);

    // ONNX Runtime's second thread keeps its core for some milliseconds after a call, waiting for the next one: time of whoever comes after it.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The median time of each contender, in seconds per call.</summary>
    public static double[] Medians(params Action[] contenders)
    {
        var times = contenders.Select(_ => new List<double>()).ToArray();
        foreach (var contender in contenders)
            TimePerCall(contender, 4 * Slice);
        for (var round = 0; round < Rounds; round++)
        {
            for (var k = 0; k < contenders.Length; k++)
                times[k].Add(TimePerCall(contenders[k], Slice));
        }

        return [.. times.Select(t => t.Order().ElementAt(Rounds / 2))];
    }

    private static double TimePerCall(Action work, TimeSpan atLeast)
    {
        Thread.Sleep(Pause);
        work();
        var watch = Stopwatch.StartNew();
        var calls = 0;
        do
        {
            work();
            calls++;
        }
        while (watch.Elapsed < atLeast);
        return watch.Elapsed.TotalSeconds / calls;
    }
}
