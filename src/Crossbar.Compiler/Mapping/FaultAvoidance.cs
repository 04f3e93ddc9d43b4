namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Places a tile's rows and lines so that cells known to be stuck do the least harm: where the target is near what they are stuck at,
/// or on a spare line. Rows and lines are assigned in turn, each optimally for the other.
/// </summary>
public static class FaultAvoidance
{
    private const int Rounds = 6;

    /// <summary>Places all tiles of a network.</summary>
    /// <param name="layers">The layers, their tiles in natural order.</param>
    /// <param name="faults">The chip's faults.</param>
    /// <param name="spareColumns">Bit lines of each array beyond those that its outputs need.</param>
    /// <exception cref="Diagnostics.CompilationException">A fault lies outside its array (CBX0063), or in none (CBX0064).</exception>
    public static MappedLayer[] Place(MappedLayer[] layers, FaultMap faults, int spareColumns)
    {
        faults.CheckArrays(layers.Sum(layer => layer.Tiles.Sum(tile => tile.Layout.ArrayCount)));
        var array = 0;
        return Array.ConvertAll(layers, layer => layer with
        {
            Tiles = [.. layer.Tiles.Select(tile =>
            {
                var cells = Enumerable.Range(array, tile.Layout.ArrayCount).Select(faults.Of).ToImmutableArray();
                Check(tile, cells, tile.Layout.LineCount + spareColumns, faults, array);
                array += tile.Layout.ArrayCount;
                return Place(tile, cells, spareColumns);
            })],
        });
    }

    /// <summary>Places one tile.</summary>
    /// <param name="tile">The tile in its natural order.</param>
    /// <param name="faults">The stuck cells of each of its arrays.</param>
    /// <param name="spareColumns">Bit lines of each array beyond those that its outputs need.</param>
    /// <exception cref="Diagnostics.CompilationException">A fault lies outside its array (CBX0063).</exception>
    public static MappedTile Place(MappedTile tile, ImmutableArray<ImmutableArray<StuckCell>> faults, int spareColumns)
    {
        var layout = tile.Layout;
        var lines = layout.LineCount + spareColumns;
        Check(tile, faults, lines, FaultMap.Empty, 0);
        var rowOrder = Enumerable.Range(0, layout.RowCount).ToArray();
        var lineOrder = Enumerable.Range(0, lines).ToArray();
        if (faults.All(f => f.IsEmpty))
            return spareColumns == 0 ? tile : tile.Arrange([], LineOrder(lineOrder, layout.LineCount));
        var least = Harm(tile, faults, rowOrder, lineOrder);
        for (var round = 0; round < Rounds && least > 0; round++)
        {
            var newLines = Assignment.Solve(LineCosts(tile, faults, rowOrder, lines));
            var newRows = Assignment.Solve(RowCosts(tile, faults, newLines));
            var harm = Harm(tile, faults, newRows, newLines);
            if (harm >= least)
                break;
            (least, rowOrder, lineOrder) = (harm, newRows, newLines);
        }

        return tile.Arrange([.. rowOrder], LineOrder(lineOrder, layout.LineCount)) with { Faults = faults };
    }

    // The map, and the number of the tile's first array in it, tell the place in its file.
    private static void Check(MappedTile tile, ImmutableArray<ImmutableArray<StuckCell>> faults, int lines, FaultMap map, int firstArray)
    {
        for (var a = 0; a < faults.Length; a++)
        {
            foreach (var fault in faults[a].Where(fault => fault.Row >= tile.RowCount || fault.Column >= lines))
            {
                var message = Diagnostics.Diagnostic.Create(Diagnostics.Descriptors.FaultOutsideArray, null, fault.Row, fault.Column, tile.Place, tile.RowCount, lines);
                throw new Diagnostics.CompilationException([map.At(firstArray + a, fault.Row, fault.Column, message)]);
            }
        }
    }

    private static ImmutableArray<int> LineOrder(int[] order, int used) => [.. order.Select(line => line < used ? line : ArrayLayout.Spare)];

    // The squared error of a stuck cell as a share of the range. A reference column's goes into every output.
    private static double Harm(MappedTile tile, int array, int row, int line, bool isOn)
    {
        var layout = tile.Layout;
        if (line >= layout.LineCount)
            return 0;
        var cell = (((array * layout.RowCount) + row) * layout.LineCount) + line;
        // Where no device is put nothing is stuck.
        if (tile.Target.IsAbsent(cell))
            return 0;
        var error = tile.Target.Values[cell] - (isOn ? 1 : 0);
        return error * error * (layout.RoleOf(line) is { Output: null } ? layout.OutputCount : 1);
    }

    private static double Harm(MappedTile tile, ImmutableArray<ImmutableArray<StuckCell>> faults, int[] rowOrder, int[] lineOrder)
    {
        double sum = 0;
        for (var a = 0; a < faults.Length; a++)
        {
            foreach (var fault in faults[a])
                sum += Harm(tile, a, rowOrder[fault.Row], lineOrder[fault.Column], fault.IsOn);
        }

        return sum;
    }

    private static double[,] LineCosts(MappedTile tile, ImmutableArray<ImmutableArray<StuckCell>> faults, int[] rowOrder, int lines)
    {
        var costs = new double[lines, lines];
        for (var a = 0; a < faults.Length; a++)
        {
            foreach (var fault in faults[a])
            {
                for (var line = 0; line < lines; line++)
                    costs[line, fault.Column] += Harm(tile, a, rowOrder[fault.Row], line, fault.IsOn);
            }
        }

        return costs;
    }

    private static double[,] RowCosts(MappedTile tile, ImmutableArray<ImmutableArray<StuckCell>> faults, int[] lineOrder)
    {
        var costs = new double[tile.RowCount, tile.RowCount];
        for (var a = 0; a < faults.Length; a++)
        {
            foreach (var fault in faults[a])
            {
                for (var row = 0; row < tile.RowCount; row++)
                    costs[row, fault.Row] += Harm(tile, a, row, lineOrder[fault.Column], fault.IsOn);
            }
        }

        return costs;
    }
}
