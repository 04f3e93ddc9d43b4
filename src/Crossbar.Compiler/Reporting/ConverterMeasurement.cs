using System.Numerics.Tensors;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Reading;
using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Reporting;

/// <summary>Measures what a layer's converters do to the calibration data.</summary>
public static class ConverterMeasurement
{
    // So many windows measure a ratio to a fraction of a decibel.
    private const int Windows = 512;

    /// <summary>Measures one layer.</summary>
    /// <param name="layer">The calibrated layer.</param>
    /// <param name="hardware">The chip.</param>
    public static ConverterReport Measure(CompiledLayer layer, HardwareDesign hardware)
    {
        var samples = layer.Samples.Thinned(Math.Max(1, layer.Samples.Count / Windows));
        var chip = layer.Layer;
        var ranges = layer.InputRanges;
        var index = layer.Unrolled.Index;
        var drivers = RowDrivers.Of(hardware, index, samples.Rows, chip.DacBits);
        ImmutableArray<RowVoltages> pulses = [.. Enumerable.Range(0, chip.Pulses).Select(pulse => RowVoltages.Of(layer.Rows, samples, ranges, chip.DacBits, hardware, pulse, drivers))];
        var outputs = chip.Bias.Length * samples.Count;
        var (signal, error) = (new float[outputs], new float[outputs]);
        long clipped = 0, conversions = 0;
        for (var t = 0; t < chip.Tiles.Length; t++)
        {
            var (tile, array) = (chip.Tiles[t], layer.Arrays[t].Programmed);
            var ideal = ColumnCurrents.Ideal(array, samples.Windows, samples.Count);
            for (var p = 0; p < pulses.Length; p++)
            {
                var voltages = pulses[p];
                var currents = ColumnCurrents.Read(array, voltages, hardware);
                var adcs = tile.ColumnsOf(p).ToArray().Select(c => c.AdcRange).ToArray();
                if (chip.AdcBits > 0)
                {
                    for (var j = 0; j < adcs.Length; j++)
                        clipped += Beyond(currents.AsSpan(j * samples.Count, samples.Count), adcs[j], new Adc(adcs[j], chip.AdcBits).Step);
                }

                conversions += currents.Length;
                Adc[] built = [.. adcs.Select((range, j) => Adc.AsBuilt(range, chip.AdcBits, hardware, index, t, j))];
                Add(ColumnDecoding.Decode(array, voltages.Dacs[t], voltages, currents, built, hardware), tile.FirstOutput, error);
            }

            Add(ideal, tile.FirstOutput, signal);
            TensorPrimitives.Negate(ideal, ideal);
            Add(ideal, tile.FirstOutput, error);
        }

        var noise = Power(error, samples.Count);
        var power = Power(signal, samples.Count);
        var columns = chip.Tiles.SelectMany(t => t.Columns).ToArray();
        return new ConverterReport(
            columns.Min(c => c.AdcMinimum),
            columns.Max(c => c.AdcMaximum),
            DacClipping(layer.Rows, samples, ranges, pulses[0].Dacs, chip.DacBits),
            (double)clipped / conversions,
            power > 0 && noise > 0 ? 10 * Math.Log10(power / noise) : null,
            WorstConverters.Of(layer, hardware));

        // Columns, [columns, windows], to the outputs that they are slices of.
        void Add(float[] columns, int first, float[] outputs)
        {
            var count = samples.Count;
            for (var j = 0; j < columns.Length / count; j++)
            {
                var place = outputs.AsSpan(chip.Order.OutputOf(first + j).Output * count, count);
                TensorPrimitives.Add(place, columns.AsSpan(j * count, count), place);
            }
        }
    }

    private static double DacClipping(
        ImmutableArray<RowBlock> arrays, LayerSamples samples, ImmutableArray<ConverterRange> ranges, ImmutableArray<Dac> dacs, int bits)
    {
        long clipped = 0, nonzero = 0;
        for (var t = 0; bits > 0 && t < ranges.Length; t++)
        {
            // Arrays side by side have the same DACs.
            if (t > 0 && arrays[t].First == arrays[t - 1].First)
                continue;
            var activations = samples.Of(arrays[t]);
            clipped += Beyond(activations, ranges[t], dacs[t].Step);
            nonzero += activations.Length - activations.Count(0f);
        }

        return nonzero == 0 ? 0 : (double)clipped / nonzero;
    }

    private static long Beyond(ReadOnlySpan<float> values, ConverterRange range, double step)
    {
        long count = 0;
        foreach (var value in values)
            count += value < range.Minimum - (step / 2) || value > range.Maximum + (step / 2) ? 1 : 0;
        return count;
    }

    // Sum of squares around each output's own mean: what is constant in an output (a bias, the offset of negative inputs) is neither
    // signal nor noise.
    private static double Power(float[] values, int count)
    {
        double sum = 0;
        for (var first = 0; first < values.Length; first += count)
        {
            var row = values.AsSpan(first, count);
            double mean = 0;
            foreach (var value in row)
                mean += value;
            mean /= count;
            foreach (var value in row)
                sum += (value - mean) * (value - mean);
        }

        return sum;
    }
}
