using System.Numerics.Tensors;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Calibration;

/// <summary>What the ADCs of a tile see of the calibration data, and what the tile's weights make of them.</summary>
internal static class ColumnCurrents
{
    /// <summary>Reads a tile with every window: by its transfer matrix, or for nonlinear cells by solving its circuit.</summary>
    /// <param name="mapped">The layer.</param>
    /// <param name="tile">The tile as programmed.</param>
    /// <param name="voltages">What the DACs put on the layer's rows.</param>
    /// <param name="hardware">The chip.</param>
    /// <returns>[N, windows], in ampere.</returns>
    public static float[] Read(MappedLayer mapped, ProgrammedTile tile, RowVoltages voltages, HardwareDesign hardware) => hardware.Nonlinearity > 0
        ? NonlinearCurrents.Read(tile, mapped.Source.KernelLength, voltages, hardware)
        : Products(mapped, tile.Mapped, voltages.Codes, voltages.Count, k => (float)(tile.Combined[k] * voltages.VoltPerCode));

    /// <summary>Weights times activations: what a tile is to compute.</summary>
    /// <param name="mapped">The layer.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="activations">The layer's rows, [rows, windows].</param>
    /// <param name="count">Number of windows.</param>
    /// <returns>[N, windows].</returns>
    public static float[] Ideal(MappedLayer mapped, MappedTile tile, float[] activations, int count) =>
        Products(mapped, tile, activations, count, k => tile.Weights[k]);

    /// <summary>The sum over a tile's rows.</summary>
    /// <param name="mapped">The layer.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="rows">The layer's rows, [rows, windows].</param>
    /// <param name="count">Number of windows.</param>
    /// <returns>[windows].</returns>
    public static float[] RowSums(MappedLayer mapped, MappedTile tile, float[] rows, int count)
    {
        var sums = new float[count];
        for (var i = 0; i < tile.RowCount; i++)
            TensorPrimitives.Add(sums, Row(mapped, tile, rows, count, i), sums);
        return sums;
    }

    private static float[] Products(MappedLayer mapped, MappedTile tile, float[] rows, int count, Func<int, float> factor)
    {
        var products = new float[tile.OutputCount * count];
        for (var j = 0; j < tile.OutputCount; j++)
        {
            var sums = products.AsSpan(j * count, count);
            for (var i = 0; i < tile.RowCount; i++)
                TensorPrimitives.MultiplyAdd(Row(mapped, tile, rows, count, i), factor((i * tile.OutputCount) + j), sums, sums);
        }

        return products;
    }

    private static ReadOnlySpan<float> Row(MappedLayer mapped, MappedTile tile, float[] rows, int count, int row) =>
        rows.AsSpan(((tile.Group * mapped.Source.KernelLength) + tile.FirstRow + row) * count, count);
}
