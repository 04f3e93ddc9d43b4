using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Power;

/// <summary>The second moments of the voltages on a layer's rows over all windows: all that the mean power of linear arrays depends on.</summary>
internal static class RowMoments
{
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
                var own = hardware.Encoding == InputEncoding.PulseWidth
                    ? OfPulses(blocks[k].Count, codes, hardware.InputVoltage * voltages.VoltPerCode)
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

    // Pulses of the full voltage that begin together: two rows are both on until the shorter one ends.
    private static double[] OfPulses(int rows, ReadOnlySpan<float> codes, double squarePerCode)
    {
        var count = codes.Length / rows;
        var moments = new double[rows * rows];
        for (var i = 0; i < rows; i++)
        {
            for (var k = i; k < rows; k++)
            {
                double sum = 0;
                var first = codes.Slice(i * count, count);
                var second = codes.Slice(k * count, count);
                for (var n = 0; n < count; n++)
                    sum += Math.Min(first[n], second[n]);
                moments[(i * rows) + k] = moments[(k * rows) + i] = sum / count * squarePerCode;
            }
        }

        return moments;
    }
}
