using System.Collections.Immutable;
using System.Numerics.Tensors;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Calibration;

/// <summary>
/// Chooses a layer's converter ranges and first-order fits (docs/converters.md) on the currents that its arrays really give: what shares an
/// ADC range or a fit, column, array or layer, gets the same numbers in each of its columns, so the runtime knows columns only.
/// </summary>
public static class LayerCalibrator
{
    /// <summary>Calibrates one layer.</summary>
    /// <param name="mapped">The mapping.</param>
    /// <param name="tiles">Its arrays, programmed (and, where asked for, with their programming errors).</param>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="options">Resolutions, range rules and scopes.</param>
    /// <param name="hardware">The chip.</param>
    /// <returns>The layer as the runtime runs it.</returns>
    /// <exception cref="CompilationException">A column's currents or fit are no numbers (CBX0016).</exception>
    public static CrossbarConvolution Calibrate(
        MappedLayer mapped, ImmutableArray<ProgrammedTile> tiles, LayerSamples samples, CompilerOptions options, HardwareDesign hardware)
    {
        var source = mapped.Source;
        var inputs = InputRange.OfTiles(mapped, samples, options);
        var range = options.DacRangeScope == DacRangeScope.Layer ? inputs[0] : InputRange.Choose(samples, options);
        var voltages = RowVoltages.Of(mapped, samples, inputs, options.DacBits, hardware);
        var ranges = new AdcRanges(options, voltages.Dacs[0], samples.Images);
        ConverterRange? shared = options.AdcRangeScope == AdcRangeScope.Layer
            ? ranges.Pooled(tiles, t => ColumnCurrents.Read(mapped, tiles[t], voltages, hardware)) : null;
        var calibrated = new CrossbarTile[tiles.Length];
        ParallelFailures.Run(tiles.Length, t =>
        {
            var tile = tiles[t];
            var currents = ColumnCurrents.Read(mapped, tile, voltages, hardware);
            var common = shared ?? (options.AdcRangeScope == AdcRangeScope.Array ? ranges.Pooled([tile], _ => currents) : null);
            var adcs = Enumerable.Range(0, tile.Mapped.OutputCount)
                .Select(j => common ?? ranges.Of(tile, j, currents.AsSpan(j * samples.Count, samples.Count))).ToArray();
            calibrated[t] = new CrossbarTile
            {
                // The runtime knows rows of one group: where arrays hold several, all rows are one group's.
                Group = mapped.IsPacked ? 0 : tile.Mapped.Group,
                FirstRow = mapped.IsPacked ? (tile.Mapped.Group * source.KernelLength) + tile.Mapped.FirstRow : tile.Mapped.FirstRow,
                RowCount = tile.Mapped.RowCount,
                FirstOutput = tile.Mapped.FirstOutput,
                InputRange = inputs[t] == range ? null : inputs[t],
                Subtraction = mapped.Subtraction,
                RowOrder = tile.Mapped.Layout.RowOrder,
                LineOrder = tile.Mapped.Layout.LineOrder,
                ZeroConductance = (float)tile.ZeroConductance,
                ConductanceRange = (float)tile.Range,
                Conductances = [.. tile.Conductances],
                Transfer = [.. tile.Transfer],
                Columns = Fit(mapped, tile, samples, voltages.Dacs[t], voltages, currents, adcs, options),
            };
        });
        return new CrossbarConvolution
        {
            Name = source.Name,
            Inputs = source.Inputs,
            OutputShape = mapped.OutputShape,
            ReadsWholeImage = mapped.ReadsWholeImage,
            Window = source.Window,
            Groups = mapped.IsPacked ? 1 : source.Groups,
            KernelLength = mapped.IsPacked ? source.Groups * source.KernelLength : source.KernelLength,
            InputRange = range,
            DacBits = options.DacBits,
            AdcBits = options.AdcBits,
            Bias = source.Bias,
            Tiles = [.. calibrated],
        };
    }

    // The currents become decoded values in place; what is still in them, and is put into what is wanted, is the offset of negative inputs.
    private static ImmutableArray<ColumnReadout> Fit(
        MappedLayer mapped, ProgrammedTile tile, LayerSamples samples, Dac dac, RowVoltages voltages, float[] currents, ConverterRange[] adcs,
        CompilerOptions options)
    {
        var count = samples.Count;
        var decoded = ColumnDecoding.Decode(mapped, tile, dac, voltages, currents, adcs, options.AdcBits);
        var wanted = ColumnCurrents.Ideal(mapped, tile.Mapped, samples.SoftwareWindows, count);
        var weightSums = new double[adcs.Length];
        var steps = new double[adcs.Length];
        for (var j = 0; j < adcs.Length; j++)
        {
            for (var i = 0; i < tile.Mapped.RowCount; i++)
                weightSums[j] += tile.Mapped.Weights[(i * adcs.Length) + j];
            var offset = wanted.AsSpan(j * count, count);
            TensorPrimitives.Add(offset, (float)(dac.Step * dac.ZeroCode * weightSums[j]), offset);
            steps[j] = options.AdcBits == 0 ? 0 : new Adc(adcs[j], options.AdcBits).Step * Math.Abs(ColumnDecoding.OutputPerAmpere(dac, tile.ScaleOf(j)));
        }

        var common = options.FitScope == FitScope.Array ? LinearFit.Of(decoded, wanted, steps.Max()) : default(LinearFit?);
        var columns = ImmutableArray.CreateBuilder<ColumnReadout>(adcs.Length);
        for (var j = 0; j < adcs.Length; j++)
        {
            var fit = common ?? LinearFit.Of(decoded.AsSpan(j * count, count), wanted.AsSpan(j * count, count), steps[j]);
            var column = new ColumnReadout(
                (float)tile.ScaleOf(j), (float)weightSums[j], adcs[j].Minimum, adcs[j].Maximum, (float)fit.Gain, (float)fit.Offset);
            columns.Add(IsFinite(column) ? column : throw new CompilationException(Descriptors.NotComputable, null, FormattableString.Invariant(
                $"layer '{mapped.Source.Name}', tile {tile.Mapped.Place}: the currents of output {tile.Mapped.FirstOutput + j} lie between {column.AdcMinimum:G3} A and {column.AdcMaximum:G3} A, and its weights ask for {column.Scale:G3} S each. Choose a MinConductance above 0, and conductances, resistances and voltages nearer to the defaults.")));
        }

        return columns.MoveToImmutable();
    }

    private static bool IsFinite(ColumnReadout column) =>
        float.IsFinite(column.Scale) && float.IsFinite(column.WeightSum) && float.IsFinite(column.AdcMinimum) && float.IsFinite(column.AdcMaximum)
        && float.IsFinite(column.FitGain) && float.IsFinite(column.FitOffset);
}
