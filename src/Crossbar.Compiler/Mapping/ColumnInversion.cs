namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Tiles some of whose columns hold −W, which their negative scale undoes behind the ADCs. Weights about one zero level load the wires by where
/// that level lies: columns that all reach further up leave it low, columns that all reach further down let most cells lie below it.
/// </summary>
internal static class ColumnInversion
{
    /// <summary>The tile with every column reaching up, and with every column reaching down; none where pairs stand for signs, or digits have values of their own.</summary>
    /// <param name="tile">The tile in its natural order, none of its columns inverted.</param>
    /// <param name="scale">How its columns are scaled.</param>
    public static IEnumerable<MappedTile> Of(MappedTile tile, WeightScale scale)
    {
        if (tile.IsSliced || tile.Layout.Subtraction is CurrentSubtraction.ColumnPair or CurrentSubtraction.ArrayPair)
            yield break;
        var reachesDown = new bool[tile.OutputCount];
        for (var j = 0; j < reachesDown.Length; j++)
        {
            var column = Enumerable.Range(0, tile.RowCount).Select(i => tile.Weights[(i * reachesDown.Length) + j]).ToArray();
            reachesDown[j] = -column.Min() > column.Max();
        }

        yield return Inverted(reachesDown);
        yield return Inverted(Array.ConvertAll(reachesDown, d => !d));

        MappedTile Inverted(bool[] isInverted) => tile with { Target = WeightScaling.Normalize(tile.Layout, tile.Weights, scale, isInverted) };
    }
}
