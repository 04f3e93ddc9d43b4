using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Reading;
using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>
/// Chooses a layer's converter ranges and first-order fits (docs/converters.md) on the currents that its arrays really give: what shares an
/// ADC range or a fit, column, array or layer, gets the same numbers in each of its columns, so the runtime knows columns only. Where several pulses
/// tell an activation, or several slices hold a weight (docs/encodings.md), each has ranges and fits of its own, towards what its digits stand for; their
/// sum is then fitted to what the digital network computes.
/// </summary>
public static class LayerCalibrator
{
    /// <summary>Calibrates one layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="arrays">Its arrays, programmed (and, where asked for, with their programming errors).</param>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="converters">Resolutions, range rules and scopes.</param>
    /// <param name="hardware">The chip.</param>
    /// <exception cref="CompilationException">A column's currents or fit are no numbers (CBX0016).</exception>
    public static CompiledLayer Calibrate(
        UnrolledLayer layer, ImmutableArray<ProgrammedArray> arrays, LayerSamples samples, ConverterOptions converters, HardwareDesign hardware)
    {
        ImmutableArray<RowBlock> rows = [.. arrays.Select(array => array.Rows)];
        var inputs = InputRange.OfArrays(rows, samples, converters);
        var range = converters.DacRangeScope == DacRangeScope.Layer ? inputs[0] : InputRange.Choose(samples, converters);
        var pulses = hardware.PulsesOf(converters.DacBits);
        var hasTerms = pulses > 1 || layer.Slices > 1;
        var fits = new PulseFits[pulses][];
        var drivers = RowDrivers.Of(hardware, layer.Index, samples.Rows, converters.DacBits);
        for (var pulse = 0; pulse < pulses; pulse++)
        {
            var voltages = RowVoltages.Of(rows, samples, inputs, converters.DacBits, hardware, pulse, drivers);
            fits[pulse] = OfPulse(layer.Index, arrays, hasTerms ? Told(rows, voltages) : samples.SoftwareWindows, voltages, samples, converters, hardware);
        }

        if (hasTerms)
        {
            // Arrays that hold slices of the same weights.
            var blocks = Enumerable.Range(0, arrays.Length).GroupBy(t => (rows[t].First, layer.Order.OutputOf(arrays[t].FirstOutput).Output)).Select(block => block.ToArray()).ToArray();
            ParallelFailures.Run(blocks.Length, b =>
                PulseFits.FitSums(layer, [.. fits.SelectMany(pulse => blocks[b].Select(t => pulse[t]))], samples.SoftwareWindows, converters.FitScope));
        }

        var calibrated = new CompiledArray[arrays.Length];
        ParallelFailures.Run(arrays.Length, t =>
        {
            var ofArray = Array.ConvertAll(fits, pulse => pulse[t]);
            var columns = ImmutableArray.CreateBuilder<ColumnReadout>(pulses * arrays[t].OutputCount);
            foreach (var pulse in ofArray)
            {
                for (var j = 0; j < arrays[t].OutputCount; j++)
                    columns.Add(Checked(pulse.ColumnOf(j), layer, arrays[t], j));
            }

            calibrated[t] = new CompiledArray(arrays[t], layer, inputs[t] == range ? null : inputs[t], columns.MoveToImmutable());
        });
        return new CompiledLayer(layer, [.. calibrated], samples, new LayerConverters(range, converters.DacBits, converters.AdcBits));
    }

    private static PulseFits[] OfPulse(
        int layer, ImmutableArray<ProgrammedArray> arrays, float[] activations, RowVoltages voltages, LayerSamples samples, ConverterOptions converters, HardwareDesign hardware)
    {
        var ranges = new AdcRanges(converters, voltages.Dacs[0], samples.Images, hardware.PulsesOf(converters.DacBits) > 1, hardware.Encoding == InputEncoding.Spikes);
        ConverterRange? shared = converters.AdcRangeScope == AdcRangeScope.Layer
            ? ranges.Pooled(arrays, t => ColumnCurrents.Read(arrays[t], voltages, hardware)) : null;
        var fits = new PulseFits[arrays.Length];
        ParallelFailures.Run(arrays.Length, t =>
        {
            var array = arrays[t];
            var currents = ColumnCurrents.Read(array, voltages, hardware);
            var common = shared ?? (converters.AdcRangeScope == AdcRangeScope.Array ? ranges.Pooled([array], _ => currents) : null);
            var chosen = common is { } one ? [.. Enumerable.Repeat(one, array.OutputCount)] : ranges.Of(array, currents);
            // What is fitted is what the chip's own ADCs make of them; their noise has a mean of 0.
            var adcs = chosen.Select((range, j) => Adc.AsBuilt(range, converters.AdcBits, hardware, layer, t, j)).ToArray();
            fits[t] = PulseFits.Of(array, activations, voltages.Dacs[t], voltages, currents, chosen, adcs, converters, hardware);
        });
        return fits;
    }

    // What the digits that a pulse sends stand for, [rows, windows].
    private static float[] Told(ImmutableArray<RowBlock> rows, RowVoltages voltages)
    {
        var told = new float[voltages.Codes.Length];
        for (var t = 0; t < rows.Length; t++)
        {
            var dac = voltages.Dacs[t];
            foreach (var k in Enumerable.Range(rows[t].First * voltages.Count, rows[t].Count * voltages.Count))
                told[k] = (float)((voltages.Codes[k] - dac.ZeroCode) * dac.Step);
        }

        return told;
    }

    private static ColumnReadout Checked(ColumnReadout column, UnrolledLayer layer, ProgrammedArray array, int output) =>
        column.IsFinite ? column : throw new CompilationException(Descriptors.NotComputable, null, FormattableString.Invariant(
            $"layer '{layer.Source.Name}', tile {array.Place(layer)}: the currents of output {array.Order.NameOf(array.FirstOutput + output)} lie between {column.AdcMinimum:G3} A and {column.AdcMaximum:G3} A, and its weights ask for {column.Scale:G3} S each. Choose a MinConductance above 0, and conductances, resistances and voltages nearer to the defaults."));
}
