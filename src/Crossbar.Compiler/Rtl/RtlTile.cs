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

    /// <summary>Bits of its ADCs' codes.</summary>
    public int AdcBits { get; } = FixedPointFormat.BitsOf(0, tile.Effective.MaxCode) - 1;

    /// <summary>Bits of the sum of its DACs' codes.</summary>
    public int SumBits { get; } = FixedPointFormat.BitsOf(0, tile.MaxInputSum) - 1;

    /// <summary>Where its sum begins in the sums of its group, in bits.</summary>
    public int SumPlace { get; set; }
}
