using System.Numerics.Tensors;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Reading;
using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>
/// Chooses a layer's converter ranges and first-order fits (docs/converters.md) on the currents that its arrays really give: what shares an
/// ADC range or a fit, column, array or layer, gets the same numbers in each of its columns, so the runtime knows columns only.
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
        var voltages = RowVoltages.Of(rows, samples, inputs, converters.DacBits, hardware);
        var ranges = new AdcRanges(converters, voltages.Dacs[0], samples.Images);
        ConverterRange? shared = converters.AdcRangeScope == AdcRangeScope.Layer
            ? ranges.Pooled(arrays, t => ColumnCurrents.Read(arrays[t], voltages, hardware)) : null;
        var calibrated = new CompiledArray[arrays.Length];
        ParallelFailures.Run(arrays.Length, t =>
        {
            var array = arrays[t];
            var currents = ColumnCurrents.Read(array, voltages, hardware);
            var common = shared ?? (converters.AdcRangeScope == AdcRangeScope.Array ? ranges.Pooled([array], _ => currents) : null);
            var adcs = Enumerable.Range(0, array.OutputCount)
                .Select(j => common ?? ranges.Of(array, j, currents.AsSpan(j * samples.Count, samples.Count))).ToArray();
            var columns = Fit(layer, array, samples, voltages.Dacs[t], voltages, currents, adcs, converters);
            calibrated[t] = new CompiledArray(array, layer, inputs[t] == range ? null : inputs[t], columns);
        });
        return new CompiledLayer(layer, [.. calibrated], samples, new LayerConverters(range, converters.DacBits, converters.AdcBits));
    }

    // The currents become decoded values in place; what is still in them, and is put into what is wanted, is the offset of negative inputs.
    private static ImmutableArray<ColumnReadout> Fit(
        UnrolledLayer layer, ProgrammedArray array, LayerSamples samples, Dac dac, RowVoltages voltages, float[] currents, ConverterRange[] adcs,
        ConverterOptions converters)
    {
        var count = samples.Count;
        var decoded = ColumnDecoding.Decode(array, dac, voltages, currents, adcs, converters.AdcBits);
        var wanted = ColumnCurrents.Ideal(array, samples.SoftwareWindows, count);
        var weightSums = new double[adcs.Length];
        var steps = new double[adcs.Length];
        for (var j = 0; j < adcs.Length; j++)
        {
            for (var i = 0; i < array.RowCount; i++)
                weightSums[j] += array.Weights[(i * adcs.Length) + j];
            var offset = wanted.AsSpan(j * count, count);
            TensorPrimitives.Add(offset, (float)(dac.Step * dac.ZeroCode * weightSums[j]), offset);
            steps[j] = converters.AdcBits == 0 ? 0 : new Adc(adcs[j], converters.AdcBits).Step * Math.Abs(ColumnDecoding.OutputPerAmpere(dac, array.ScaleOf(j)));
        }

        var common = converters.FitScope == FitScope.Array ? LinearFit.Of(decoded, wanted, steps.Max()) : default(LinearFit?);
        var columns = ImmutableArray.CreateBuilder<ColumnReadout>(adcs.Length);
        for (var j = 0; j < adcs.Length; j++)
        {
            var fit = common ?? LinearFit.Of(decoded.AsSpan(j * count, count), wanted.AsSpan(j * count, count), steps[j]);
            var column = new ColumnReadout(
                (float)array.ScaleOf(j), (float)weightSums[j], adcs[j].Minimum, adcs[j].Maximum, (float)fit.Gain, (float)fit.Offset);
            columns.Add(column.IsFinite ? column : throw new CompilationException(Descriptors.NotComputable, null, FormattableString.Invariant(
                $"layer '{layer.Source.Name}', tile {array.Place(layer)}: the currents of output {array.FirstOutput + j} lie between {column.AdcMinimum:G3} A and {column.AdcMaximum:G3} A, and its weights ask for {column.Scale:G3} S each. Choose a MinConductance above 0, and conductances, resistances and voltages nearer to the defaults.")));
        }

        return columns.MoveToImmutable();
    }
}
