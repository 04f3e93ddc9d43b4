using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>What the DACs of some of a layer's rows are given: test vectors.</summary>
/// <param name="Codes">Of each row a code with each test vector; for ideal converters shares of full scale.</param>
/// <param name="MaxCode">The highest code.</param>
internal sealed record InputCodes(double[][] Codes, int MaxCode)
{
    /// <summary>
    /// Windows of the calibration data, the busiest first (most rows carry a voltage, so most of the array takes part), then others evenly
    /// down to the quietest.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="firstRow">The first row that counts.</param>
    /// <param name="rows">How many rows count.</param>
    /// <param name="vectors">How many windows, at least one.</param>
    /// <param name="range">The range of their DACs; null: each row's is that of the tiles that it drives.</param>
    public static InputCodes Of(CompiledLayer layer, HardwareDesign hardware, int firstRow, int rows, int vectors, ConverterRange? range = null)
    {
        var samples = layer.Samples;
        var activity = new int[samples.Count];
        for (var i = 0; i < rows; i++)
        {
            var row = samples.Row(firstRow + i);
            for (var k = 0; k < row.Length; k++)
                activity[k] += row[k] != 0 ? 1 : 0;
        }

        var windows = Enumerable.Range(0, samples.Count).OrderByDescending(k => activity[k]).ToArray();
        var codes = new double[rows][];
        var (activations, converted) = (new float[vectors], new float[vectors]);
        var maxCode = 1;
        for (var i = 0; i < rows; i++)
        {
            for (var v = 0; v < vectors; v++)
                activations[v] = samples.Row(firstRow + i)[windows[v * windows.Length / vectors]];
            var dac = Dac.Of(range ?? layer.InputRangeOf(firstRow + i), layer.Layer.DacBits, hardware);
            dac.Convert(activations, converted);
            codes[i] = Array.ConvertAll(converted, code => (double)code);
            maxCode = dac.MaxCode;
        }

        return new InputCodes(codes, maxCode);
    }

    /// <summary>The voltages of all rows with a test vector, in volt.</summary>
    public double[] Voltages(int vector, double fullScale) => Array.ConvertAll(Codes, row => row[vector] * fullScale / MaxCode);
}
