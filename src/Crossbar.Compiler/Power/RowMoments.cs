using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Power;

/// <summary>The second moments of the voltages on a layer's rows over all windows: all that the mean power of linear arrays depends on.</summary>
internal static class RowMoments
{
    /// <summary>The moments for each block of rows that an array has; arrays side by side share theirs.</summary>
    /// <param name="arrays">The rows of each of a layer's arrays.</param>
    /// <param name="voltages">What the DACs put on the layer's rows.</param>
    /// <returns>By the layer's row that is the block's first: E[V·Vᵀ] in the order of the inputs, [M, M], in V².</returns>
    public static Dictionary<int, double[]> Of(ImmutableArray<RowBlock> arrays, RowVoltages voltages)
    {
        var blocks = arrays.DistinctBy(block => block.First).ToArray();
        var moments = new double[blocks.Length][];
        ParallelFailures.Run(blocks.Length, k =>
        {
            var codes = voltages.Codes.AsSpan(blocks[k].First * voltages.Count, blocks[k].Count * voltages.Count);
            moments[k] = InputMoments.Of(blocks[k].Count, codes, voltages.VoltPerCode);
        });
        return blocks.Zip(moments).ToDictionary(pair => pair.First.First, pair => pair.Second);
    }
}
