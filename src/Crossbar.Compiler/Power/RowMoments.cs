using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Power;

/// <summary>The second moments of the voltages on a layer's rows over all windows: all that the mean power of linear arrays depends on.</summary>
internal static class RowMoments
{
    /// <summary>The moments for each block of rows that a tile has; tiles side by side share theirs.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="voltages">What its DACs put on its rows.</param>
    /// <returns>By the layer's row that is the block's first: E[V·Vᵀ] in the order of the inputs, [M, M], in V².</returns>
    public static Dictionary<int, double[]> Of(MappedLayer layer, RowVoltages voltages)
    {
        var blocks = layer.Tiles.DistinctBy(layer.FirstRowOf).ToArray();
        var moments = new double[blocks.Length][];
        Parallel.For(0, blocks.Length, k =>
        {
            var codes = voltages.Codes.AsSpan(layer.FirstRowOf(blocks[k]) * voltages.Count, blocks[k].RowCount * voltages.Count);
            moments[k] = InputMoments.Of(blocks[k].RowCount, codes, voltages.VoltPerCode);
        });
        return blocks.Zip(moments).ToDictionary(pair => layer.FirstRowOf(pair.First), pair => pair.Second);
    }
}
