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

    private readonly Lazy<ImmutableArray<double>> _codes;

    private EffectiveTile(CrossbarTile tile, int pulse, Lazy<double[]> transfer, double chipGain, Dac dac, Func<ConverterRange, Adc> adcOf, float?[] start)
    {
        var count = tile.OutputCount;
        var (zero, gain, step) = (new float[count], new float[count], new double[count]);
        var inputSumGain = tile.Subtraction == CurrentSubtraction.None || !tile.ZeroWeights.IsEmpty ? new float[count] : [];
        var columns = tile.ColumnsOf(pulse);
        for (var j = 0; j < count; j++)
        {
            var column = columns[j];
            var adc = adcOf(column.AdcRange);
            MaxCode = adc.MaxCode;
            var codes = adc.MaxCode == 0 ? IdealCodes : 1;
            step[j] = adc.Step / codes;
            zero[j] = (float)(adc.ZeroCode * codes);
            gain[j] = (float)(chipGain * column.FitGain * step[j] * OutputPerAmpere(column, dac));
            if (inputSumGain.Length > 0)
                inputSumGain[j] = (float)InputSumGainOf(tile, j, column, dac);
        }

        _codes = new Lazy<ImmutableArray<double>>(() =>
        {
            var effective = new double[transfer.Value.Length];
            for (var k = 0; k < effective.Length; k++)
                effective[k] = transfer.Value[k] * dac.VoltPerCode / step[k % count];
            return ImmutableCollectionsMarshal.AsImmutableArray(effective);
        });
        (Tile, Pulse, Dac, CodesPerAmpere) = (tile, pulse, dac, [.. step.Select(s => 1 / s)]);
        (Zero, Gain, InputSumGain, Start) = ([.. zero], [.. gain], [.. inputSumGain], [.. start]);
    }

    /// <summary>What the tile was made from.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>Which of the pulses that tell the inputs it computes with.</summary>
    public int Pulse { get; }

    /// <summary>The tile's DACs in that pulse.</summary>
    public Dac Dac { get; }

    /// <summary>The highest ADC code; 0 for ideal converters, which neither round nor clamp: their code is 1/4096 of the range.</summary>
    public int MaxCode { get; }

    /// <summary>
    /// ADC codes of one DAC code, [RowCount, OutputCount] row-major: the transfer matrix, what is subtracted subtracted. Computed when it is first asked for; everything
    /// else is known without it.
    /// </summary>
    public ImmutableArray<double> Codes => _codes.Value;

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
    /// <returns>The tiles in the order in which they add their shares to the layer's output: DAC range by DAC range, and in each pulse by pulse.</returns>
    /// <exception cref="NotSupportedException">The chip's converters are not as designed.</exception>
    /// <exception cref="InvalidDataException">No tile computes one of the outputs.</exception>
    public static ImmutableArray<EffectiveTile> Of(CrossbarConvolution layer, LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(context);
        return [.. Fold(layer, context, layer.Drives(context), tile =>
        {
            _ = tile.Codes;
            return tile;
        })];
    }

    /// <summary>The same, with what is made of each tile while others are still solved; one whose <see cref="Codes"/> that does not ask for is not solved.</summary>
    /// <typeparam name="T">What is made of a tile.</typeparam>
    internal static T[] Fold<T>(CrossbarConvolution layer, LayerContext context, ImmutableArray<TileDrive> drives, Func<EffectiveTile, T> make)
    {
        if (context.Chip.Converters is not null)
            throw new NotSupportedException($"Layer '{layer.Name}': converters as they were built have levels of their own, which no matrix and rounding stand for.");
        var parallelism = context.Options.Parallelism;
        // What layers begin with depends on all tiles' gains, which are 1 but where they are measured.
        var gains = new double[layer.Tiles.Length];
        gains.AsSpan().Fill(1);
        var transfers = new double[layer.Tiles.Length][];
        if (context.Options.Compensation != DriftCompensation.None)
        {
            Parallel.For(0, gains.Length, parallelism, t =>
            {
                var chip = new TileOnChip(layer.Tiles[t], t, context);
                transfers[t] = chip.Transfer();
                gains[t] = chip.Gain(transfers[t]);
            });
        }

        (TileDrive Drive, int Tile)[] terms = [.. drives.SelectMany(drive => drive.Tiles.Select(tile => (drive, tile)))];
        var starts = Starts(layer, terms, gains);
        var made = new T[terms.Length];
        var adcBits = context.Options.AdcBits ?? layer.AdcBits;
        // Each tile once, whatever it is read with.
        Parallel.For(0, layer.Tiles.Length, parallelism, t =>
        {
            var chip = new TileOnChip(layer.Tiles[t], t, context);
            var noise = chip.Noise(out var sigma);
            var transfer = new Lazy<double[]>(() => transfers[t] ?? chip.Transfer());
            for (var k = 0; k < terms.Length; k++)
            {
                if (terms[k].Tile != t)
                    continue;
                var drive = terms[k].Drive;
                made[k] = make(new EffectiveTile(layer.Tiles[t], drive.Pulse, transfer, gains[t], drive.Dac, AdcOf, starts[k])
                {
                    Noise = noise is null ? [] : ImmutableCollectionsMarshal.AsImmutableArray(noise),
                    NoiseSigma = sigma,
                });
            }
        });
        return made;

        Adc AdcOf(ConverterRange range) => Adc.Of(range, adcBits, context.Hardware);
    }

    /// <summary>What an output has to add digitally for each unit of the sum of the DAC codes: the offsets that nothing subtracts before the ADC.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="output">The output.</param>
    /// <param name="column">Its readout.</param>
    /// <param name="dac">The DACs.</param>
    internal static double InputSumGainOf(CrossbarTile tile, int output, ColumnReadout column, Dac dac)
    {
        var gain = tile.Subtraction == CurrentSubtraction.None ? -column.FitGain * tile.ZeroConductance / column.Scale * dac.Step : 0;
        return tile.ZeroWeights.IsEmpty ? gain : gain + (column.FitGain * (double)tile.ZeroWeights[output] * dac.Step);
    }

    // The first tile of an output begins it with all that is constant: its bias and the offsets of all its tiles.
    private static float?[][] Starts(CrossbarConvolution layer, (TileDrive Drive, int Tile)[] terms, double[] gains)
    {
        var constants = new double[layer.ColumnCount];
        for (var j = 0; j < layer.OutputCount; j++)
            constants[layer.Order.ColumnOf(j, 0)] = layer.Bias[j];
        foreach (var (drive, t) in terms)
        {
            var tile = layer.Tiles[t];
            var columns = tile.ColumnsOf(drive.Pulse);
            for (var j = 0; j < columns.Length; j++)
                constants[tile.FirstOutput + j] += OffsetOf(columns[j], drive.Dac, gains[t]);
        }

        var begun = new bool[constants.Length];
        var starts = new float?[terms.Length][];
        for (var k = 0; k < starts.Length; k++)
        {
            var tile = layer.Tiles[terms[k].Tile];
            var first = tile.FirstOutput;
            starts[k] = [.. Enumerable.Range(first, tile.OutputCount).Select(j => begun[j] ? (float?)null : (float)constants[j])];
            begun.AsSpan(first, starts[k].Length).Fill(true);
        }

        return begun.All(b => b) ? starts : throw new InvalidDataException($"No tile of layer '{layer.Name}' computes its output {layer.Order.OutputOf(Array.IndexOf(begun, false)).Output}.");
    }

    // The part of a layer's output that does not depend on what an array reads.
    private static double OffsetOf(ColumnReadout column, Dac dac, double gain) =>
        (gain * (column.FitGain * column.AdcMinimum) * OutputPerAmpere(column, dac)) + column.FitOffset - (dac.Step * dac.ZeroCode * column.WeightSum);

    private static double OutputPerAmpere(ColumnReadout column, Dac dac) => dac.Step / (dac.VoltPerCode * column.Scale);
}
