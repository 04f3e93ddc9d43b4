using Crossbar.Runtime;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>What the DACs of some of a layer's rows are given: a test vector.</summary>
/// <param name="Codes">One code a row; for ideal converters shares of full scale.</param>
/// <param name="MaxCode">The highest code.</param>
internal sealed record InputCodes(double[] Codes, int MaxCode)
{
    /// <summary>The busiest window of the calibration data: most rows carry a voltage, so most of the array takes part.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="firstRow">The first row that counts.</param>
    /// <param name="rows">How many rows count.</param>
    public static InputCodes Of(CompiledLayer layer, HardwareDesign hardware, int firstRow, int rows)
    {
        var samples = layer.Samples;
        var activity = new int[samples.Count];
        for (var i = 0; i < rows; i++)
        {
            var row = samples.Row(firstRow + i);
            for (var k = 0; k < row.Length; k++)
                activity[k] += row[k] != 0 ? 1 : 0;
        }

        var busiest = Array.IndexOf(activity, activity.Max());
        var activations = new float[rows];
        for (var i = 0; i < rows; i++)
            activations[i] = samples.Row(firstRow + i)[busiest];
        return Of(layer, hardware, activations);
    }

    /// <summary>The codes of activations.</summary>
    public static InputCodes Of(CompiledLayer layer, HardwareDesign hardware, ReadOnlySpan<float> activations)
    {
        var dac = new Dac(layer.Layer.InputRange, layer.Layer.DacBits, hardware.InputVoltage);
        var codes = new float[activations.Length];
        dac.Convert(activations, codes);
        return new InputCodes(Array.ConvertAll(codes, code => (double)code), dac.MaxCode);
    }
}
