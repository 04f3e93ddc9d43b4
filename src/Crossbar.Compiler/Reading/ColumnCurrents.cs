using System.Numerics.Tensors;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Reading;

/// <summary>What the ADCs of an array see of the calibration data, and what its weights make of them.</summary>
internal static class ColumnCurrents
{
    /// <summary>Reads an array with every window: by its transfer matrix, or for nonlinear cells by solving its circuit.</summary>
    /// <param name="array">The array.</param>
    /// <param name="voltages">What the DACs put on the layer's rows.</param>
    /// <param name="hardware">The chip.</param>
    /// <returns>[N, windows], in ampere.</returns>
    public static float[] Read(ProgrammedArray array, RowVoltages voltages, HardwareDesign hardware)
    {
        if (!hardware.IsLinear)
            return NonlinearCurrents.Read(array, voltages, hardware);
        var combined = array.Combine();
        return Products(array, voltages.Levels, voltages.Count, k => (float)(combined[k] * voltages.VoltPerCode));
    }

    /// <summary>What is known of the current of each output with rows at code 0 (<see cref="Crossbar.Runtime.Converters.RowDrivers.RestOf"/>), which the digital half takes away.</summary>
    /// <param name="array">The array.</param>
    /// <param name="voltages">What the DACs put on the layer's rows.</param>
    /// <param name="hardware">The chip.</param>
    /// <returns>[N], in ampere.</returns>
    public static float[] AtRest(ProgrammedArray array, RowVoltages voltages, HardwareDesign hardware)
    {
        if (voltages.Drivers is not { } drivers)
            return new float[array.OutputCount];
        var rest = new float[voltages.Levels.Length / voltages.Count];
        for (var i = 0; i < array.RowCount; i++)
            rest[array.Rows.First + i] = (float)drivers.RestOf(array.Rows.First + i);
        return Read(array, voltages with { Codes = rest, Levels = rest, Count = 1 }, hardware);
    }

    /// <summary>Weights times activations: what an array is to compute.</summary>
    /// <param name="array">The array.</param>
    /// <param name="activations">The layer's rows, [rows, windows].</param>
    /// <param name="count">Number of windows.</param>
    /// <returns>[N, windows].</returns>
    public static float[] Ideal(ProgrammedArray array, float[] activations, int count) => Products(array, activations, count, k => array.Weights[k]);

    /// <summary>The sum over an array's rows.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="rows">The layer's rows, [rows, windows].</param>
    /// <param name="count">Number of windows.</param>
    /// <returns>[windows].</returns>
    public static float[] RowSums(RowBlock block, float[] rows, int count)
    {
        var sums = new float[count];
        for (var i = 0; i < block.Count; i++)
            TensorPrimitives.Add(sums, Row(block, rows, count, i), sums);
        return sums;
    }

    private static float[] Products(ProgrammedArray array, float[] rows, int count, Func<int, float> factor)
    {
        var products = new float[array.OutputCount * count];
        for (var j = 0; j < array.OutputCount; j++)
        {
            var sums = products.AsSpan(j * count, count);
            for (var i = 0; i < array.RowCount; i++)
                TensorPrimitives.MultiplyAdd(Row(array.Rows, rows, count, i), factor((i * array.OutputCount) + j), sums, sums);
        }

        return products;
    }

    private static ReadOnlySpan<float> Row(RowBlock block, float[] rows, int count, int row) => rows.AsSpan((block.First + row) * count, count);
}
