using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>Chooses the constants behind arrays: how fine sums are, the multipliers of every column, and how far sums can go.</summary>
internal static class CrossbarPlan
{
    // Sums are exact in double precision, with bits to spare.
    private const int MaxSumBits = 51;

    // How far the rounding of all multipliers of an output may take it, in its last bit.
    private const double Tolerance = 1.0 / 8;

    /// <summary>Plans a layer that <see cref="Refusal"/> does not refuse.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Format of what it reads.</param>
    /// <param name="demand">What is wanted of its output.</param>
    /// <param name="context">Shapes of the inputs, hardware and options.</param>
    public static FixedPointCrossbars Of(CrossbarConvolution layer, FixedPointFormat input, ValueDemand demand, LayerContext context)
    {
        // No circuit has to be solved for a plan.
        var tiles = EffectiveTile.Fold(layer, context, layer.Drives(context), tile => tile);
        var (low, high) = Reach(layer, tiles);
        var output = LayerPlan.FormatOf(demand, low.Min(), high.Max());
        var shift = ShiftOf(layer, tiles, output, Math.Max(low.Max(Math.Abs), high.Max(Math.Abs)));
        var fraction = output.FractionBits + shift;
        var offsets = new long[layer.OutputCount];
        Array.Fill(offsets, 1L << (shift - 1));
        foreach (var tile in tiles)
        {
            for (var j = 0; j < tile.Tile.OutputCount; j++)
            {
                if (tile.Start[j] is { } start)
                    offsets[OutputOf(layer, tile, j)] += Scaling.MultiplierOf(start, fraction);
            }
        }

        var planned = tiles.Select(tile => new FixedPointTile
        {
            Effective = tile,
            Dac = FixedPointDac.Of(tile.Dac, input),
            Multipliers = [.. tile.Gain.Select(gain => Scaling.MultiplierOf(gain, fraction))],
            InputSumMultipliers = [.. tile.InputSumGain.Select(gain => Scaling.MultiplierOf(gain, fraction))],
        }).ToArray();
        var (least, greatest) = Bounds(layer, planned, offsets);
        return new FixedPointCrossbars
        {
            Layer = layer,
            Crossbars = layer,
            Inputs = [input],
            Output = output with
            {
                Minimum = (int)Math.Max(output.Minimum, Math.Min(0, least >> shift)),
                Maximum = (int)Math.Min(output.Maximum, Math.Max(0, greatest >> shift)),
            },
            Tiles = [.. planned],
            Offsets = [.. offsets],
            Shift = shift,
            LeastSum = least,
            GreatestSum = greatest,
        };
    }

    /// <summary>Says why a layer has no whole-number form; null if it has one.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hardware">The chip that was compiled for.</param>
    /// <param name="options">What differs from the compiled design.</param>
    public static string? Refusal(CrossbarConvolution layer, HardwareDesign hardware, CrossbarOptions options)
    {
        var (dacBits, adcBits) = (options.DacBits ?? layer.DacBits, options.AdcBits ?? layer.AdcBits);
        if (!hardware.IsLinear)
            return "its cells are not linear, so that their currents are no sums of products.";
        if (options.ChipOf(hardware).Converters is not null)
            return "its converters have errors of their own, and arithmetic is planned for codes that are as designed.";
        if (dacBits == 0 || adcBits == 0)
            return $"its {(dacBits == 0 ? "DACs" : "ADCs")} are ideal. Give them 1 to 16 bits.";
        if (hardware.Encoding == InputEncoding.BitSerial)
            dacBits = Math.Min(dacBits, hardware.DigitBits);
        var rows = layer.Tiles.Max(tile => tile.RowCount);
        return rows > CodeSlices.MaxRows(dacBits)
            ? $"arrays of {rows} rows have no exact sums of codes of {dacBits} bits. Compile it with MaxRows={CodeSlices.MaxRows(dacBits)}, or give its DACs fewer bits."
            : null;
    }

    // The output that a column of a tile is a part of.
    private static int OutputOf(CrossbarConvolution layer, EffectiveTile tile, int column) => layer.Order.OutputOf(tile.Tile.FirstOutput + column).Output;

    // What sums of an output can become in output units, codes from 0 to their highest.
    private static (double[] Low, double[] High) Reach(CrossbarConvolution layer, IReadOnlyList<EffectiveTile> tiles)
    {
        var (low, high) = (new double[layer.OutputCount], new double[layer.OutputCount]);
        foreach (var tile in tiles)
        {
            for (var j = 0; j < tile.Tile.OutputCount; j++)
            {
                var k = OutputOf(layer, tile, j);
                var (code, sum) = (tile.Gain[j] * (double)tile.MaxCode, tile.InputSumGain.IsEmpty ? 0 : tile.InputSumGain[j] * (double)tile.Tile.RowCount * tile.Dac.MaxCode);
                var constant = tile.Start[j] ?? 0;
                low[k] += constant + Math.Min(0, code) + Math.Min(0, sum);
                high[k] += constant + Math.Max(0, code) + Math.Max(0, sum);
            }
        }

        return (low, high);
    }

    private static int ShiftOf(CrossbarConvolution layer, IReadOnlyList<EffectiveTile> tiles, FixedPointFormat output, double greatest)
    {
        // What half a unit of every multiplier is multiplied by.
        var codes = new double[layer.OutputCount];
        foreach (var tile in tiles)
        {
            for (var j = 0; j < tile.Tile.OutputCount; j++)
                codes[OutputOf(layer, tile, j)] += tile.MaxCode + (tile.InputSumGain.IsEmpty ? 0 : (double)tile.Tile.RowCount * tile.Dac.MaxCode);
        }

        var shift = Math.Max(1, Math.ILogB(0.5 * codes.Max() / Tolerance) + 1);
        while (shift > 1 && Math.ScaleB(greatest, output.FractionBits + shift) >= Math.ScaleB(1, MaxSumBits))
            shift--;
        return shift;
    }

    // Exact, in whole numbers.
    private static (long Least, long Greatest) Bounds(CrossbarConvolution layer, FixedPointTile[] tiles, long[] offsets)
    {
        var (least, greatest) = (Array.ConvertAll(offsets, offset => (Int128)offset), Array.ConvertAll(offsets, offset => (Int128)offset));
        foreach (var tile in tiles)
        {
            for (var j = 0; j < tile.Multipliers.Length; j++)
            {
                var k = OutputOf(layer, tile.Effective, j);
                Add(k, (Int128)tile.Multipliers[j] * tile.Effective.MaxCode);
                if (!tile.InputSumMultipliers.IsEmpty)
                    Add(k, (Int128)tile.InputSumMultipliers[j] * tile.MaxInputSum);
            }
        }

        return (checked((long)least.Min()), checked((long)greatest.Max()));

        void Add(int k, Int128 share)
        {
            least[k] += Int128.Min(0, share);
            greatest[k] += Int128.Max(0, share);
        }
    }
}
