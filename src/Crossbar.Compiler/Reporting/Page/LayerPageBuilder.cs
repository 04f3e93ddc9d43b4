using System.Collections.Immutable;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Runtime;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Makes the heat maps and transfer errors of a layer's arrays.</summary>
internal static class LayerPageBuilder
{
    /// <summary>Shows a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="block">How many word and bit lines per pixel is the mean of.</param>
    /// <param name="outputs">Its output errors.</param>
    /// <param name="deckOf">The netlist of a tile's array; null where there is none.</param>
    public static LayerPage Build(CompiledLayer layer, HardwareDesign hardware, int block, ErrorHistogram outputs, Func<int, int, string?> deckOf)
    {
        var before = layer.Tiles.AsParallel().AsOrdered().Select(tile => IdealConversion.Convert(tile.Mapped, hardware, tile.Secant)).ToArray();
        var arrays = layer.Tiles.SelectMany((tile, t) => Enumerable.Range(0, tile.Mapped.Layout.ArrayCount).Select(a => (Tile: t, Array: a)));
        return new LayerPage(
            [.. arrays.AsParallel().AsOrdered().Select(p => Show(layer, before[p.Tile], p.Tile, p.Array, block, deckOf(p.Tile, p.Array)))],
            ErrorHistogram.Of(before.SelectMany(Errors)),
            ErrorHistogram.Of(layer.Tiles.SelectMany(Errors)),
            outputs);
    }

    private static ArrayPage Show(CompiledLayer layer, ProgrammedTile before, int tile, int array, int block, string? deck)
    {
        var after = layer.Tiles[tile];
        var (mapped, layout) = (after.Mapped, after.Mapped.Layout);
        var cells = layout.RowCount * layout.BitLines;
        var first = array * cells;
        var conductances = Array.ConvertAll(after.Conductances[first..(first + cells)], g => AbsentCell.Is(g) ? double.NaN : g);
        return new ArrayPage(
            tile, array > 0, layer.Mapped.FirstRowOf(mapped), mapped.FirstOutput, mapped.OutputCount,
            layout.RowCount, layout.BitLines,
            // Names of single lines, which the page has no place for where it shows several as one.
            [.. Enumerable.Range(0, block > 1 ? 0 : layout.RowCount).Select(layout.InputOf)],
            [.. Enumerable.Range(0, block > 1 ? 0 : layout.BitLines).Select(j => ArrayCircuitBuilder.NameOf(mapped, layout.LineOf(j)))],
            block,
            HeatMap.Of(conductances, layout.BitLines, block),
            HeatMap.Of(Drops(before, first, cells), layout.BitLines, block),
            HeatMap.Of(Drops(after, first, cells), layout.BitLines, block),
            deck);
    }

    // What the wires take of each cell's share of a column current; nothing where no current is wanted.
    private static double[] Drops(ProgrammedTile tile, int first, int cells)
    {
        var drops = new double[cells];
        for (var k = 0; k < cells; k++)
        {
            var target = Target(tile, first + k);
            drops[k] = target > 0 ? 1 - (tile.Transfer[first + k] / target) : double.NaN;
        }

        return drops;
    }

    private static IEnumerable<double> Errors(ProgrammedTile tile)
    {
        for (var k = 0; k < tile.Transfer.Length; k++)
        {
            var target = Target(tile, k);
            if (!double.IsNaN(target))
                yield return Math.Abs(tile.Transfer[k] - target) / tile.Range;
        }
    }

    private static double Target(ProgrammedTile tile, int cell) =>
        tile.Mapped.Layout.LineOf(cell % tile.Mapped.Layout.BitLines) == ArrayLayout.Spare
            ? double.NaN : tile.Mapped.Target.TransferOf(cell, tile.Window);
}
