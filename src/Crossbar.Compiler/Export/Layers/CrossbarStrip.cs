namespace Crossbar.Compiler.Export.Layers;

/// <summary>Neighbouring outputs of a layer, or slices of them, whose tiles lie on the same rows: one sum of one product per row block.</summary>
/// <param name="Start">What the outputs begin with.</param>
/// <param name="Blocks">The row blocks in the order in which they are summed up.</param>
internal sealed record CrossbarStrip(ImmutableArray<float> Start, ImmutableArray<CrossbarBlock> Blocks)
{
    /// <summary>Finds the strips of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tiles">Its tiles, in the order of summing.</param>
    public static IEnumerable<CrossbarStrip> Of(CrossbarConvolution layer, ImmutableArray<EffectiveTile> tiles)
    {
        // Which columns of which tiles make an output.
        var columns = new List<CrossbarColumn>[layer.ColumnCount];
        foreach (var tile in tiles)
        {
            var slices = CodeSlices.Of(tile);
            for (var j = 0; j < tile.Tile.OutputCount; j++)
                (columns[tile.Tile.FirstOutput + j] ??= []).Add(new CrossbarColumn(tile, slices, j));
        }

        for (var first = 0; first < columns.Length;)
        {
            var end = first + 1;
            while (end < columns.Length && LieAlike(columns[first], columns[end]))
                end++;
            var outputs = columns[first..end];
            // The first tile of an output begins it.
            yield return new CrossbarStrip(
                [.. outputs.Select(output => output[0].Tile.Start[output[0].Column]!.Value)],
                [.. Enumerable.Range(0, outputs[0].Count).Select(k => new CrossbarBlock(layer, [.. outputs.Select(output => output[k])]))]);
            first = end;
        }
    }

    private static bool LieAlike(List<CrossbarColumn> x, List<CrossbarColumn> y) =>
        x.Select(output => Place(output.Tile)).SequenceEqual(y.Select(output => Place(output.Tile)));

    private static (int, int, int, int, (double, double, int), bool) Place(EffectiveTile tile) =>
        (tile.Tile.Group, tile.Tile.FirstRow, tile.Tile.RowCount, tile.Pulse, tile.Dac.Whole, tile.InputSumGain.IsEmpty);
}
