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
    /// <param name="range">The range of their DACs; null: each row's is that of the tiles that it drives.</param>
    public static InputCodes Of(CompiledLayer layer, HardwareDesign hardware, int firstRow, int rows, ConverterRange? range = null)
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
        var codes = new double[rows];
        var (converted, maxCode) = (new float[1], 1);
        for (var i = 0; i < rows; i++)
        {
            var dac = new Dac(range ?? layer.InputRangeOf(firstRow + i), layer.Layer.DacBits, hardware.InputVoltage);
            dac.Convert(samples.Row(firstRow + i).Slice(busiest, 1), converted);
            (codes[i], maxCode) = (converted[0], dac.MaxCode);
        }

        return new InputCodes(codes, maxCode);
    }
}
