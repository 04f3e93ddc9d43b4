using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>An array in a layer's module.</summary>
/// <param name="number">Its number in the module.</param>
/// <param name="tile">What it computes.</param>
internal sealed class RtlTile(int number, FixedPointTile tile)
{
    /// <summary>Its number in the module.</summary>
    public int Number => number;

    /// <summary>What it computes.</summary>
    public FixedPointTile Tile => tile;

    /// <summary>Name of its instance.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"array{number}");

    /// <summary>The first output of the layer that it has a share of.</summary>
    public int FirstOutput => tile.Effective.Tile.FirstOutput;

    /// <summary>Bits of its DACs' codes.</summary>
    public int DacBits { get; } = FixedPointFormat.UnsignedBitsOf(tile.Dac.MaxCode);

    /// <summary>Bits of its ADCs' codes.</summary>
    public int AdcBits { get; } = FixedPointFormat.UnsignedBitsOf(tile.Effective.MaxCode);

    /// <summary>Bits of the sum of its DACs' codes.</summary>
    public int SumBits { get; } = FixedPointFormat.UnsignedBitsOf(tile.MaxInputSum);
}
