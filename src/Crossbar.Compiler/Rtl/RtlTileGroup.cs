using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>The arrays of a layer that have the same DACs, and so share codes and line buffers.</summary>
internal sealed class RtlTileGroup
{
    private readonly FixedPointCrossbars _layer;

    /// <summary>Numbers the arrays.</summary>
    /// <param name="layer">Their layer.</param>
    /// <param name="tiles">What the arrays compute, all pulses.</param>
    /// <param name="number">The number of the first; becomes that of the next group's first.</param>
    public RtlTileGroup(FixedPointCrossbars layer, FixedPointTile[] tiles, ref int number)
    {
        _layer = layer;
        var first = number;
        Tiles = [.. tiles.GroupBy(tile => tile.Effective.Tile, ReferenceEqualityComparer.Instance).Select((pulses, k) => new RtlTile(first + k, [.. pulses]))];
        number += Tiles.Length;
    }

    /// <summary>The arrays.</summary>
    public ImmutableArray<RtlTile> Tiles { get; }

    /// <summary>What gives their rows codes.</summary>
    public FixedPointDac Dac => Tiles[0].Pulses[0].Dac;

    /// <summary>Bits of such a code.</summary>
    public int CodeBits => FixedPointFormat.UnsignedBitsOf(Dac.WholeMaxCode);

    /// <summary>Bits of what a row is given at once: a code, or a digit of it.</summary>
    public int DacBits => Tiles[0].DacBits;

    /// <summary>Codes of a window, all groups of the convolution.</summary>
    public int WindowElements => _layer.Crossbars.Groups * _layer.Crossbars.KernelLength;

    /// <summary>Whether a window is more than the pixel that comes.</summary>
    public bool NeedsWindows => _layer.Crossbars.Window != WindowGeometry.Point;

    /// <summary>Where an array's rows begin in a window.</summary>
    /// <param name="tile">The array.</param>
    public int RowOf(RtlTile tile) => (tile.Place.Group * _layer.Crossbars.KernelLength) + tile.Place.FirstRow;
}
