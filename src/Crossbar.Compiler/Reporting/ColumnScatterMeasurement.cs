using System.Numerics.Tensors;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Reading;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Reporting;

/// <summary>Reads the columns of a layer's arrays with calibration data, before and after the conversion.</summary>
public static class ColumnScatterMeasurement
{
    // Nonlinear cells are solved once for each.
    private const int Windows = 48;

    private const int Seed = 1;

    /// <summary>Measures one layer.</summary>
    /// <param name="layer">The calibrated layer.</param>
    /// <param name="unconverted">Its arrays with the targets programmed as they are (<see cref="ProgrammedArray.Unconverted"/>).</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="maxPoints">The most points to show.</param>
    public static ColumnScatter Measure(CompiledLayer layer, IReadOnlyList<ProgrammedArray> unconverted, HardwareDesign hardware, int maxPoints)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(unconverted);
        var samples = layer.Samples.Thinned((layer.Samples.Count + Windows - 1) / Windows);
        var chip = layer.Layer;
        var drivers = RowDrivers.Of(hardware, layer.Unrolled.Index, samples.Rows, chip.DacBits);
        RowVoltages[] pulses = [.. Enumerable.Range(0, chip.Pulses).Select(pulse => RowVoltages.Of(layer.Rows, samples, layer.InputRanges, chip.DacBits, hardware, pulse, drivers))];
        var tiles = new (float[] Ideal, float[] Before, float[] After)[layer.Arrays.Length];
        ParallelFailures.Run(tiles.Length, t =>
        {
            var after = layer.Arrays[t].Programmed;
            // Whatever is in the cells of a chip, its digital offset is measured.
            var before = DigitalOffset.Measured(unconverted[t]);
            tiles[t] = (ColumnCurrents.Ideal(after, samples.Windows, samples.Count), Values(before, t, pulses, hardware), Values(after, t, pulses, hardware));
        });
        return Of(samples.Count, tiles, RandomSequence.For(Seed, layer.Unrolled.Index, 0), maxPoints);
    }

    // What the currents stand for, the offset of negative inputs taken away, [columns, windows].
    private static float[] Values(ProgrammedArray array, int tile, RowVoltages[] pulses, HardwareDesign hardware)
    {
        var values = new float[array.OutputCount * pulses[0].Count];
        Adc[] adcs = [.. Enumerable.Repeat(new Adc(new ConverterRange(0, 1), 0), array.OutputCount)];
        foreach (var pulse in pulses)
        {
            var dac = pulse.Dacs[tile];
            var decoded = ColumnDecoding.Decode(array, dac, pulse, ColumnCurrents.Read(array, pulse, hardware), adcs, hardware);
            TensorPrimitives.Add(values, decoded, values);
            for (var j = 0; j < array.OutputCount; j++)
            {
                double weights = 0;
                for (var i = 0; i < array.RowCount; i++)
                    weights += array.Weights[(i * array.OutputCount) + j];
                var column = values.AsSpan(j * pulse.Count, pulse.Count);
                TensorPrimitives.Add(column, (float)(-dac.Step * dac.ZeroCode * weights), column);
            }
        }

        return values;
    }

    /// <summary>Sums up the tiles of a layer.</summary>
    /// <param name="windows">Number of windows.</param>
    /// <param name="tiles">What the columns of each tile compute.</param>
    /// <param name="random">Which of it is shown.</param>
    /// <param name="maxPoints">The most points to show.</param>
    internal static ColumnScatter Of(int windows, (float[] Ideal, float[] Before, float[] After)[] tiles, RandomSequence random, int maxPoints)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        double before = 0, after = 0;
        var count = 0;
        foreach (var tile in tiles)
        {
            (low, high) = (Math.Min(low, TensorPrimitives.Min(tile.Ideal)), Math.Max(high, TensorPrimitives.Max(tile.Ideal)));
            for (var k = 0; k < tile.Ideal.Length; k++)
            {
                before += Square((double)tile.Before[k] - tile.Ideal[k]);
                after += Square((double)tile.After[k] - tile.Ideal[k]);
            }

            count += tile.Ideal.Length;
        }

        var points = Points(count, random, maxPoints).Select(point =>
        {
            var t = 0;
            for (; point >= tiles[t].Ideal.Length; t++)
                point -= tiles[t].Ideal.Length;
            return (tiles[t].Ideal[point], tiles[t].Before[point], tiles[t].After[point]);
        }).ToArray();
        return new ColumnScatter(
            windows, (double)high - low, Math.Sqrt(before / count), Math.Sqrt(after / count),
            [.. points.Select(p => Rounded(p.Item1))], [.. points.Select(p => Rounded(p.Item2))], [.. points.Select(p => Rounded(p.Item3))]);
    }

    // One of each of as many equal parts, so that all arrays and columns have their share.
    private static IEnumerable<int> Points(int count, RandomSequence random, int maxPoints)
    {
        var points = Math.Min(count, maxPoints);
        for (var k = 0; k < points; k++)
        {
            var (first, next) = ((int)((long)count * k / points), (int)((long)count * (k + 1) / points));
            yield return first + random.NextBelow(next - first);
        }
    }

    private static double Square(double value) => value * value;

    // Finer than a pixel of any chart.
    private static float Rounded(float value) => float.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
