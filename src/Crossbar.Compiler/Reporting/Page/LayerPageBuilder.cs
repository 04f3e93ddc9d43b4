using Crossbar.Compiler.Netlists.Arrays;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Makes the heat maps and transfer errors of a layer's arrays.</summary>
internal static class LayerPageBuilder
{
    /// <summary>Shows a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="block">How many word and bit lines per pixel is the mean of.</param>
    /// <param name="outputs">Its output errors.</param>
    /// <param name="maxPoints">The most points of <see cref="LayerPage.Columns"/>.</param>
    /// <param name="deckOf">The netlist of a tile's array; null where there is none.</param>
    public static LayerPage Build(CompiledLayer layer, HardwareDesign hardware, int block, ErrorHistogram outputs, int maxPoints, Func<int, int, string?> deckOf)
    {
        var after = layer.Arrays.Select(array => array.Programmed).ToArray();
        var before = after.AsParallel().AsOrdered().Select(array => array.Unconverted(hardware)).ToArray();
        var arrays = after.SelectMany((array, t) => Enumerable.Range(0, array.Layout.ArrayCount).Select(a => (Tile: t, Array: a)));
        return new LayerPage(
            [.. arrays.AsParallel().AsOrdered().Select(p => Show(before[p.Tile], after[p.Tile], p.Tile, p.Array, block, deckOf(p.Tile, p.Array)))],
            ErrorHistogram.Of(before.SelectMany(Errors)),
            ErrorHistogram.Of(after.SelectMany(Errors)),
            outputs,
            ColumnScatterMeasurement.Measure(layer, before, hardware, maxPoints));
    }

    private static ArrayPage Show(ProgrammedArray before, ProgrammedArray after, int tile, int array, int block, string? deck)
    {
        var layout = after.Layout;
        var cells = layout.RowCount * layout.BitLines;
        var first = array * cells;
        var (firstOutput, lastOutput) = (after.Order.OutputOf(after.FirstOutput).Output, after.Order.OutputOf(after.FirstOutput + after.OutputCount - 1).Output);
        var conductances = Enumerable.Range(first, cells)
            .Select(k => CellStates.IsAbsent(after.States.AsSpan(), k) ? double.NaN : after.Conductances[k]).ToArray();
        return new ArrayPage(
            tile, array > 0, after.Rows.First, firstOutput, lastOutput + 1 - firstOutput,
            layout.RowCount, layout.BitLines,
            // Names of single lines, which the page has no place for where it shows several as one.
            [.. Enumerable.Range(0, block > 1 ? 0 : layout.RowCount).Select(layout.InputOf)],
            [.. Enumerable.Range(0, block > 1 ? 0 : layout.BitLines).Select(j => ArrayCircuitBuilder.NameOf(after, layout.LineOf(j)))],
            block,
            new ConductanceRange(after.Window.Floor / after.Secant.Factor, (after.Window.Floor + after.Window.Range) / after.Secant.Factor),
            HeatMap.Of(conductances, layout.BitLines, block),
            HeatMap.Of(Drops(before, first, cells), layout.BitLines, block),
            HeatMap.Of(Drops(after, first, cells), layout.BitLines, block),
            deck);
    }

    // What the wires take of each cell's share of a column current; nothing where no current is wanted.
    private static double[] Drops(ProgrammedArray array, int first, int cells)
    {
        var drops = new double[cells];
        for (var k = 0; k < cells; k++)
        {
            var target = array.TargetOf(first + k);
            drops[k] = target > 0 ? 1 - (array.Transfer[first + k] / target.Value) : double.NaN;
        }

        return drops;
    }

    private static IEnumerable<double> Errors(ProgrammedArray array)
    {
        for (var k = 0; k < array.Transfer.Length; k++)
        {
            if (array.TargetOf(k) is { } target)
                yield return Math.Abs(array.Transfer[k] - target) / array.Window.Range;
        }
    }
}
