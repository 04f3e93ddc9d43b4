using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary>The cells of one array, or of the arrays of a tile one after the other, and what each is to stand for.</summary>
/// <param name="Arrays">Number of arrays.</param>
/// <param name="Rows">Word lines of each.</param>
/// <param name="BitLines">Bit lines of each.</param>
/// <param name="Values">Normalised targets, [Arrays, Rows, BitLines], each in [0, 1].</param>
internal sealed record CellGrid(int Arrays, int Rows, int BitLines, double[] Values)
{
    /// <summary>Which places have no device; null where all have one.</summary>
    public bool[]? Absent { get; init; }

    /// <summary>The cells of a tile as they lie on the wires.</summary>
    public static CellGrid Of(MappedTile tile) => new(tile.Layout.ArrayCount, tile.Layout.RowCount, tile.Layout.BitLines, tile.Target.Values)
    {
        Absent = tile.Target.Absent,
    };
}
