using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>
/// What the DACs of some of a layer's rows are given: test vectors. Where several pulses tell an activation, a window has a vector for each of them; where
/// time does, a window's vectors are the mean voltages or, before cells that are not linear, one moment of the read.
/// </summary>
/// <param name="Codes">
/// Of each row a code with each test vector; for ideal converters shares of full scale, and of converters as they were built the levels of codes.
/// </param>
/// <param name="MaxCode">The code of full scale.</param>
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
    /// <param name="vectors">How many, at least one.</param>
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
        var pulses = hardware.PulsesOf(layer.Layer.DacBits);
        var count = (vectors + pulses - 1) / pulses;
        var codes = new double[rows][];
        var (activations, converted) = (new float[count], new float[count]);
        var maxCode = 1;
        for (var i = 0; i < rows; i++)
        {
            for (var v = 0; v < count; v++)
                activations[v] = samples.Row(firstRow + i)[windows[v * windows.Length / count]];
            codes[i] = new double[vectors];
            for (var pulse = 0; pulse < pulses; pulse++)
            {
                var dac = Dac.Of(range ?? layer.InputRangeOf(firstRow + i), layer.Layer.DacBits, hardware, pulse);
                dac.Convert(activations, converted);
                for (var v = pulse; v < vectors; v += pulses)
                    codes[i][v] = converted[v / pulses];
                maxCode = (int)Math.Round(hardware.InputVoltage / dac.VoltPerCode);
            }
        }

        var drivers = RowDrivers.Of(hardware, layer.Unrolled.Index, samples.Rows, layer.Layer.DacBits);
        Change(codes, (row, code) => drivers?.Level(firstRow + row, code) ?? code);
        if (HasMoments(hardware))
            ToMoments(codes, maxCode, hardware.Encoding == InputEncoding.Spikes);
        Change(codes, (row, code) => code * (drivers?.AmplitudeOf(firstRow + row) ?? 1));
        return new InputCodes(codes, maxCode);
    }

    /// <summary>Whether a vector is one moment of a read, which no mean voltages stand for.</summary>
    /// <param name="hardware">The chip.</param>
    public static bool HasMoments(HardwareDesign hardware) => hardware is { IsTimed: true, IsLinear: false };

    private static void Change(double[][] codes, Func<int, double, double> change)
    {
        for (var row = 0; row < codes.Length; row++)
        {
            foreach (ref var code in codes[row].AsSpan())
                code = change(row, code);
        }
    }

    // Of each window the moment in the middle of the v-th part of the time: rows are on whose pulses last longer, or that have a spike then.
    private static void ToMoments(double[][] codes, int maxCode, bool areSpikes)
    {
        foreach (var row in codes)
        {
            for (var v = 0; v < row.Length; v++)
            {
                var moment = (long)(maxCode * (v + 0.5) / row.Length);
                var isOn = areSpikes ? (moment + 1) * (long)row[v] / maxCode > moment * (long)row[v] / maxCode : row[v] > maxCode * (v + 0.5) / row.Length;
                row[v] = isOn ? maxCode : 0;
            }
        }
    }

    /// <summary>The voltages of all rows with a test vector, in volt.</summary>
    public double[] Voltages(int vector, double fullScale) => Array.ConvertAll(Codes, row => row[vector] * fullScale / MaxCode);
}
