using System.Runtime.InteropServices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// What a tile computes, as numbers: its circuit, converters and decoding folded together. DAC codes times <see cref="Codes"/> plus
/// <see cref="Zero"/> are ADC codes before rounding; ADC codes times <see cref="Gain"/> are the tile's share of the layer's output. The kernels
/// run it, and exported models consist of it.
/// </summary>
public sealed class EffectiveTile
{
    // Whole codes of an ideal ADC in its range: a power of two, so that nothing is rounded otherwise.
    private const double IdealCodes = 4096;

    private EffectiveTile(CrossbarTile tile, double[] transfer, double chipGain, Dac dac, int adcBits, float?[] start)
    {
        var count = tile.OutputCount;
        var (zero, gain, step) = (new float[count], new float[count], new double[count]);
        var inputSumGain = tile.Subtraction == CurrentSubtraction.None ? new float[count] : [];
        for (var j = 0; j < count; j++)
        {
            var column = tile.Columns[j];
            var adc = new Adc(column.AdcRange, adcBits);
            MaxCode = adc.MaxCode;
            var codes = adc.MaxCode == 0 ? IdealCodes : 1;
            step[j] = adc.Step / codes;
            zero[j] = (float)(adc.ZeroCode * codes);
            gain[j] = (float)(chipGain * column.FitGain * step[j] * OutputPerAmpere(column, dac));
            if (inputSumGain.Length > 0)
                inputSumGain[j] = (float)(-column.FitGain * tile.ZeroConductance / column.Scale * dac.Step);
        }

        var effective = new double[transfer.Length];
        for (var k = 0; k < effective.Length; k++)
            effective[k] = transfer[k] * dac.VoltPerCode / step[k % count];
        (Tile, Dac, Codes, CodesPerAmpere) = (tile, dac, ImmutableCollectionsMarshal.AsImmutableArray(effective), [.. step.Select(s => 1 / s)]);
        (Zero, Gain, InputSumGain, Start) = ([.. zero], [.. gain], [.. inputSumGain], [.. start]);
    }

    /// <summary>What the tile was made from.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>The tile's DACs.</summary>
    public Dac Dac { get; }

    /// <summary>The highest ADC code; 0 for ideal converters, which neither round nor clamp: their code is 1/4096 of the range.</summary>
    public int MaxCode { get; }

    /// <summary>ADC codes of one DAC code, [RowCount, OutputCount] row-major: the transfer matrix, what is subtracted subtracted.</summary>
    public ImmutableArray<double> Codes { get; }

    /// <summary>ADC codes of one ampere at each output.</summary>
    public ImmutableArray<double> CodesPerAmpere { get; }

    /// <summary>The ADC's code of no current, one per output.</summary>
    public ImmutableArray<float> Zero { get; }

    /// <summary>Output units of one ADC code, one per output.</summary>
    public ImmutableArray<float> Gain { get; }

    /// <summary>Output units of the sum of the tile's DAC codes, one per output; empty where nothing is subtracted digitally.</summary>
    public ImmutableArray<float> InputSumGain { get; }

    /// <summary>For each output what it begins with (bias, and offsets of all its tiles); null if another tile began it.</summary>
    public ImmutableArray<float?> Start { get; }

    /// <summary>
    /// The variances of what cells fluctuate by from read to read, summed up over those behind each output, [RowCount, OutputCount], as multiples of
    /// the square of <see cref="NoiseSigma"/>; empty for none.
    /// </summary>
    public ImmutableArray<double> Noise { get; private init; } = [];

    /// <summary>The greatest standard deviation of what a cell fluctuates by, in siemens.</summary>
    public double NoiseSigma { get; private init; }

    /// <summary>Folds the tiles of a layer with linear cells; each array's circuit is solved where its transfer matrix is not known.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    /// <returns>The tiles in the order in which they add their shares to the layer's output: DAC range by DAC range.</returns>
    /// <exception cref="InvalidDataException">No tile computes one of the outputs.</exception>
    public static ImmutableArray<EffectiveTile> Of(CrossbarConvolution layer, LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(context);
        return [.. Fold(layer, context, tile => tile)];
    }

    /// <summary>The same, with what is made of each tile while others are still solved.</summary>
    /// <typeparam name="T">What is made of a tile.</typeparam>
    internal static T[] Fold<T>(CrossbarConvolution layer, LayerContext context, Func<EffectiveTile, T> make)
    {
        var order = layer.TilesByRange().SelectMany(tiles => tiles).ToArray();
        var dacs = Array.ConvertAll(order, t => Dac.Of(layer.InputRangeOf(layer.Tiles[t]), context.Options.DacBits ?? layer.DacBits, context.Hardware));
        var parallelism = context.Options.Parallelism;
        // What layers begin with depends on all tiles' gains, which are 1 but where they are measured.
        var gains = new double[order.Length];
        gains.AsSpan().Fill(1);
        var transfers = new double[order.Length][];
        if (context.Options.Compensation != DriftCompensation.None)
        {
            Parallel.For(0, order.Length, parallelism, k =>
            {
                var chip = new TileOnChip(layer.Tiles[order[k]], order[k], context);
                transfers[k] = chip.Transfer();
                gains[k] = chip.Gain(transfers[k]);
            });
        }

        var starts = Starts(layer, order, dacs, gains);
        var made = new T[order.Length];
        Parallel.For(0, made.Length, parallelism, k =>
        {
            var chip = new TileOnChip(layer.Tiles[order[k]], order[k], context);
            var noise = chip.Noise(out var sigma);
            made[k] = make(new EffectiveTile(layer.Tiles[order[k]], transfers[k] ?? chip.Transfer(), gains[k], dacs[k], context.Options.AdcBits ?? layer.AdcBits, starts[k])
            {
                Noise = noise is null ? [] : ImmutableCollectionsMarshal.AsImmutableArray(noise),
                NoiseSigma = sigma,
            });
        });
        return made;
    }

    // The first tile of an output begins it with all that is constant: its bias and the offsets of all its tiles.
    private static float?[][] Starts(CrossbarConvolution layer, int[] order, Dac[] dacs, double[] gains)
    {
        var constants = layer.Bias.Select(bias => (double)bias).ToArray();
        for (var k = 0; k < dacs.Length; k++)
        {
            var tile = layer.Tiles[order[k]];
            for (var j = 0; j < tile.OutputCount; j++)
                constants[tile.FirstOutput + j] += OffsetOf(tile.Columns[j], dacs[k], gains[k]);
        }

        var begun = new bool[constants.Length];
        var starts = new float?[dacs.Length][];
        for (var k = 0; k < starts.Length; k++)
        {
            var tile = layer.Tiles[order[k]];
            var first = tile.FirstOutput;
            starts[k] = [.. tile.Columns.Select((_, j) => begun[first + j] ? (float?)null : (float)constants[first + j])];
            begun.AsSpan(first, starts[k].Length).Fill(true);
        }

        return begun.All(b => b) ? starts : throw new InvalidDataException($"No tile of layer '{layer.Name}' computes its output {Array.IndexOf(begun, false)}.");
    }

    // The part of a layer's output that does not depend on what an array reads.
    private static double OffsetOf(ColumnReadout column, Dac dac, double gain) =>
        (gain * (column.FitGain * column.AdcMinimum) * OutputPerAmpere(column, dac)) + column.FitOffset - (dac.Step * dac.ZeroCode * column.WeightSum);

    private static double OutputPerAmpere(ColumnReadout column, Dac dac) => dac.Step / (dac.VoltPerCode * column.Scale);
}
