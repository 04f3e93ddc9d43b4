using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Power;

/// <summary>The second moments of the voltages on a layer's rows over all windows: all that the mean power of linear arrays depends on.</summary>
internal static class RowMoments
{
    private const int MaxTimedWindows = 256;

    /// <summary>The moments for each block of rows that an array has; arrays side by side share theirs.</summary>
    /// <param name="arrays">The rows of each of a layer's arrays.</param>
    /// <param name="pulses">What the DACs put on the layer's rows in each of the pulses that tell an activation.</param>
    /// <param name="hardware">The chip.</param>
    /// <returns>By the layer's row that is the block's first: E[V·Vᵀ] over windows and time in the order of the inputs, [M, M], in V².</returns>
    public static Dictionary<int, double[]> Of(ImmutableArray<RowBlock> arrays, ImmutableArray<RowVoltages> pulses, HardwareDesign hardware)
    {
        var blocks = arrays.DistinctBy(block => block.First).ToArray();
        var moments = new double[blocks.Length][];
        ParallelFailures.Run(blocks.Length, k =>
        {
            foreach (var voltages in pulses)
            {
                var codes = voltages.Codes.AsSpan(blocks[k].First * voltages.Count, blocks[k].Count * voltages.Count);
                var own = hardware.IsTimed
                    ? OfPatterns(blocks[k].Count, codes, voltages.VoltPerCode, new RowTiming(hardware))
                    : InputMoments.Of(blocks[k].Count, codes, voltages.VoltPerCode);
                for (var e = 0; moments[k] is not null && e < own.Length; e++)
                    own[e] += moments[k][e];
                moments[k] = own;
            }

            for (var e = 0; pulses.Length > 1 && e < moments[k].Length; e++)
                moments[k][e] /= pulses.Length;
        });
        return blocks.Zip(moments).ToDictionary(pair => pair.First.First, pair => pair.Second);
    }

    // Rows that are on together, and how long, over an even sample of the windows: each has many patterns.
    private static double[] OfPatterns(int rows, ReadOnlySpan<float> codes, double voltPerCode, RowTiming timing)
    {
        var count = codes.Length / rows;
        var (stride, windows) = ((count + MaxTimedWindows - 1) / MaxTimedWindows, 0);
        var moments = new double[rows * rows];
        var (means, order, volts, on) = (new double[rows], new double[rows], new double[rows], new int[rows]);
        for (var n = 0; n < count; n += stride, windows++)
        {
            for (var i = 0; i < rows; i++)
                means[i] = codes[(i * count) + n] * voltPerCode;
            var patterns = timing.MomentsOf(means, order);
            for (var pattern = 0; pattern < patterns; pattern++)
            {
                var share = timing.PatternOf(means, order, pattern, volts);
                if (share == 0)
                    continue;
                var active = 0;
                for (var i = 0; i < rows; i++)
                {
                    if (volts[i] > 0)
                        on[active++] = i;
                }

                for (var a = 0; a < active; a++)
                {
                    for (var b = 0; b < active; b++)
                        moments[(on[a] * rows) + on[b]] += share * volts[on[a]] * volts[on[b]];
                }
            }
        }

        for (var e = 0; e < moments.Length; e++)
            moments[e] /= windows;
        return moments;
    }
}
