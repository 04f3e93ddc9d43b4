using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>An array in a layer's module.</summary>
/// <param name="number">Its number in the module.</param>
/// <param name="pulses">What it computes in each of the pulses that tell its inputs.</param>
internal sealed class RtlTile(int number, ImmutableArray<FixedPointTile> pulses)
{
    /// <summary>Its number in the module.</summary>
    public int Number => number;

    /// <summary>What it computes in each of the pulses that tell its inputs.</summary>
    public ImmutableArray<FixedPointTile> Pulses => pulses;

    /// <summary>The place that it has in any of them.</summary>
    public CrossbarTile Place => pulses[0].Effective.Tile;

    /// <summary>Name of its instance.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"array{number}");

    /// <summary>The first column of the layer that it has a share of.</summary>
    public int FirstOutput => Place.FirstOutput;

    /// <summary>Whether the sum of its inputs counts too.</summary>
    public bool HasInputSums => !pulses[0].InputSumMultipliers.IsEmpty;

    /// <summary>Bits of what its DACs are given.</summary>
    public int DacBits { get; } = FixedPointFormat.UnsignedBitsOf(pulses.Max(tile => tile.Dac.MaxCode));

    /// <summary>Bits of its ADCs' codes.</summary>
    public int AdcBits { get; } = FixedPointFormat.UnsignedBitsOf(pulses[0].Effective.MaxCode);

    /// <summary>Bits of the sum of what its DACs are given.</summary>
    public int SumBits { get; } = FixedPointFormat.UnsignedBitsOf(pulses.Max(tile => tile.MaxInputSum));
}
