using System.Collections.Immutable;
using System.Numerics.Tensors;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Calibration;

/// <summary>
/// Chooses a layer's converter ranges and first-order fits (design 2.4): the DACs' for the whole layer, the ADC's and the fit for
/// every column, on currents that the array's own transfer matrix gives.
/// </summary>
public static class LayerCalibrator
{
    // How little, against independent inputs, a current may vary before the calibration data are not believed.
    private const double LeastSpread = 1e-3;

    private const double Deviations = 4;

    /// <summary>Calibrates one layer.</summary>
    /// <param name="mapped">The mapping.</param>
    /// <param name="tiles">Its arrays, programmed (and, where asked for, with their programming errors).</param>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="options">Resolutions.</param>
    /// <param name="hardware">The chip.</param>
    /// <returns>The layer as the runtime runs it.</returns>
    public static CrossbarConvolution Calibrate(
        MappedLayer mapped, ImmutableArray<ProgrammedTile> tiles, LayerSamples samples, CompilerOptions options, HardwareDesign hardware)
    {
        var source = mapped.Source;
        var range = InputRange(samples, options.DacBits, source.Inputs[0] == 0);
        var dac = new Dac(range, options.DacBits, hardware.InputVoltage);
        var codes = new float[samples.Windows.Length];
        dac.Convert(samples.Windows, codes);
        var calibrated = new CrossbarTile[tiles.Length];
        Parallel.For(0, tiles.Length, t =>
        {
            var tile = tiles[t];
            calibrated[t] = new CrossbarTile
            {
                Group = tile.Mapped.Group,
                FirstRow = tile.Mapped.FirstRow,
                RowCount = tile.Mapped.RowCount,
                FirstOutput = tile.Mapped.FirstOutput,
                Subtraction = mapped.Subtraction,
                RowOrder = tile.Mapped.Layout.RowOrder,
                LineOrder = tile.Mapped.Layout.LineOrder,
                ZeroConductance = (float)tile.ZeroConductance,
                ConductanceRange = (float)tile.Range,
                Conductances = [.. tile.Conductances],
                Transfer = [.. tile.Transfer],
                Columns = [.. Enumerable.Range(0, tile.Mapped.OutputCount).Select(j => Column(mapped, tile, j, samples, codes, dac, options.AdcBits))],
            };
        });
        return new CrossbarConvolution
        {
            Name = source.Name,
            Inputs = source.Inputs,
            OutputShape = mapped.OutputShape,
            ReadsWholeImage = mapped.ReadsWholeImage,
            Window = source.Window,
            Groups = source.Groups,
            KernelLength = source.KernelLength,
            InputRange = range,
            DacBits = options.DacBits,
            AdcBits = options.AdcBits,
            Bias = source.Bias,
            Tiles = [.. calibrated],
        };
    }

    // Zero is always a code of its own, so the many zeros behind a ReLU must not weigh in the choice of the range. The network's own
    // inputs are pixels, whose range has hard ends that every image comes near.
    private static ConverterRange InputRange(LayerSamples samples, int bits, bool arePixels)
    {
        var nonzero = Array.FindAll(samples.Windows, x => x != 0);
        if (nonzero.Length == 0)
            return new ConverterRange(0, 0).WithZero();
        var positive = RangeSearch.MinMax(nonzero).Minimum >= 0;
        var unseen = arePixels ? UnseenValues.None
            : positive ? UnseenValues.OneSided(nonzero, samples.Images) : UnseenValues.TwoSided(nonzero, samples.Images);
        return RangeSearch.MinimumError(nonzero, bits, unseen, fromZero: positive).WithZero();
    }

    private static ColumnReadout Column(
        MappedLayer mapped, ProgrammedTile tile, int output, LayerSamples samples, float[] codes, Dac dac, int adcBits)
    {
        var block = tile.Mapped;
        var currents = new float[samples.Count];
        var wanted = new float[samples.Count];
        var inputSums = new float[samples.Count];
        double weightSum = 0;
        for (var i = 0; i < block.RowCount; i++)
        {
            var row = (block.Group * mapped.Source.KernelLength) + block.FirstRow + i;
            ReadOnlySpan<float> rowCodes = codes.AsSpan(row * samples.Count, samples.Count);
            var transfer = (float)(tile.Combined[(i * block.OutputCount) + output] * dac.VoltPerCode);
            TensorPrimitives.MultiplyAdd(rowCodes, transfer, currents, currents);
            var weight = block.Weights[(i * block.OutputCount) + output];
            weightSum += weight;
            TensorPrimitives.MultiplyAdd(samples.SoftwareRow(row), weight, wanted, wanted);
            if (mapped.Subtraction == CurrentSubtraction.None)
                TensorPrimitives.Add(inputSums, rowCodes, inputSums);
        }

        var adc = AdcRange(currents, adcBits, samples.Images, tile, output, dac);
        Digitise(currents, adc, adcBits);

        // From amperes to units of output; what is still in the value is the offset of negative inputs.
        var scale = tile.ScaleOf(output);
        TensorPrimitives.Multiply(currents, (float)(dac.Step / (dac.VoltPerCode * scale)), currents);
        if (mapped.Subtraction == CurrentSubtraction.None)
            TensorPrimitives.MultiplyAdd(inputSums, (float)(-tile.ZeroConductance / scale * dac.Step), currents, currents);
        TensorPrimitives.Add(wanted, (float)(dac.Step * dac.ZeroCode * weightSum), wanted);
        var fit = LinearFit.Of(currents, wanted, StepOf(adc, adcBits) * dac.Step / (dac.VoltPerCode * scale));
        return new ColumnReadout((float)scale, (float)weightSum, adc.Minimum, adc.Maximum, (float)fit.Gain, (float)fit.Offset);
    }

    private static ConverterRange AdcRange(ReadOnlySpan<float> currents, int bits, int images, ProgrammedTile tile, int output, Dac dac)
    {
        var range = RangeSearch.MinimumError(currents, bits, UnseenValues.TwoSided(currents, images));
        // A current that hardly varies (one image, or rows that none of the images drives) tells nothing of those to come: then the
        // range is what rows driven independently and evenly over the DACs' range would need.
        var expected = IndependentInputs(tile, output, dac);
        if (range.Width >= LeastSpread * expected.Width)
            return range;
        return new ConverterRange(Math.Min(range.Minimum, expected.Minimum), Math.Max(range.Maximum, expected.Maximum));
    }

    private static ConverterRange IndependentInputs(ProgrammedTile tile, int output, Dac dac)
    {
        var fullScale = dac.MaxCode * dac.VoltPerCode;
        double mean = 0, variance = 0;
        for (var i = 0; i < tile.Mapped.RowCount; i++)
        {
            var current = tile.Combined[(i * tile.Mapped.OutputCount) + output] * fullScale;
            mean += current / 2;
            variance += current * current / 12;
        }

        // A column without any transfer has no range of its own.
        var half = Math.Max(Deviations * Math.Sqrt(variance), 1e-12);
        return new ConverterRange((float)Math.Min(mean - half, 0), (float)Math.Max(mean + half, 0));
    }

    private static double StepOf(ConverterRange range, int bits) => bits == 0 ? 0 : range.Width / (double)((1 << bits) - 1);

    private static void Digitise(Span<float> currents, ConverterRange range, int bits)
    {
        if (bits == 0)
            return;
        var maxCode = (1 << bits) - 1;
        var step = range.Width / maxCode;
        for (var k = 0; k < currents.Length; k++)
        {
            var code = Math.Clamp(MathF.Round((currents[k] - range.Minimum) / step), 0, maxCode);
            currents[k] = range.Minimum + (code * step);
        }
    }
}
