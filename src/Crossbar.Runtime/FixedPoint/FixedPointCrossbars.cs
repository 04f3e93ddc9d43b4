using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// A layer on crossbars in whole numbers: the shares of its tiles are added to <see cref="Offsets"/>, and the sum is rounded once, sum >> Shift, and
/// saturated.
/// </summary>
public sealed record FixedPointCrossbars : FixedPointLayer
{
    /// <summary>The layer.</summary>
    public required CrossbarConvolution Crossbars { get; init; }

    /// <summary>Its tiles in the order of their DAC ranges (<see cref="EffectiveTile.Of"/>).</summary>
    public required ImmutableArray<FixedPointTile> Tiles { get; init; }

    /// <summary>What the sum of each output begins with: bias, the offsets of all its tiles, and the 2^(Shift − 1) by which it is rounded half up.</summary>
    public required ImmutableArray<long> Offsets { get; init; }

    /// <summary>How many bits of the sums are rounded away; at least 1.</summary>
    public required int Shift { get; init; }

    /// <summary>The least sum that any codes can give.</summary>
    public required long LeastSum { get; init; }

    /// <summary>The greatest sum that any codes can give.</summary>
    public required long GreatestSum { get; init; }

    /// <summary>Bits of an accumulator that no codes overflow, in two's complement. Partial sums fit too: a share moves a sum towards one end only.</summary>
    public int AccumulatorBits => FixedPointFormat.BitsOf(LeastSum, GreatestSum);

    /// <summary>Bits of the widest multiplier, in two's complement.</summary>
    public int MultiplierBits
    {
        get
        {
            var all = Tiles.SelectMany(tile => tile.Multipliers.Concat(tile.InputSumMultipliers));
            return FixedPointFormat.BitsOf(all.Min(), all.Max());
        }
    }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context)
    {
        Parallel.ForEach(Tiles, context.Options.Parallelism, tile => _ = tile.Slices);
        return new FixedPointConvolutionKernel(this, context);
    }
}
