using System.Security;
using Crossbar.Build;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Decks;

namespace Crossbar.Compiler.Netlists.Pictures;

/// <summary>
/// A layer's arrays as SVG: where they lie in the layer's matrix of rows and outputs, and for each a heat map of its programmed
/// conductances and one of the voltage that its wires take from the cells under the test vector.
/// </summary>
internal static class LayerPicture
{
    // Pixels of a cell, of the margin, of the gap between arrays, of a line of text.
    private const int Cell = 2;
    private const int Margin = 20;
    private const int Gap = 18;
    private const int Line = 16;

    // What the longer heading of a panel takes.
    private const int HeadingWidth = 350;

    /// <summary>Draws a layer.</summary>
    /// <param name="title">The picture's title.</param>
    /// <param name="arrays">The layer's arrays, in the netlists' order.</param>
    /// <param name="hardware">The range of conductances.</param>
    public static string Draw(string title, IReadOnlyList<ArrayCircuit> arrays, HardwareDesign hardware)
    {
        var conductance = new HeatScale(hardware.MinConductance, hardware.MaxConductance);
        var drop = new HeatScale(0, arrays.Max(a => Drops(a).Max()));
        var places = Place(arrays, out var size);
        var body = new StringBuilder();
        Panel(body, arrays, places, Margin, "Programmed conductance", conductance, 1e6, "µS", a => a.Conductances.Span);
        var second = (2 * Margin) + size.Width;
        Panel(body, arrays, places, second, "Voltage lost in the wires under the test vector", drop, 1e3, "mV", a => Drops(a));
        var (width, height) = (second + size.Width + Margin, size.Height + (2 * Margin) + (4 * Line));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">
            <!-- {NetlistHeader.Mark} -->
            <rect width="100%" height="100%" fill="white"/>
            <text x="{Margin}" y="{Margin}" font-size="13" font-weight="bold">{SecurityElement.Escape(DisplayText.Of(title))}</text>
            {body}</svg>

            """);
    }

    // Rows of tiles from top to bottom, outputs from left to right, as in the layer's matrix; a second array is beside its first.
    private static (int X, int Y)[] Place(IReadOnlyList<ArrayCircuit> arrays, out (int Width, int Height) size)
    {
        var xs = Offsets(arrays.Select(a => ((long)a.FirstColumn << 1) + a.ArrayIndex), arrays.Select(a => a.BitLines));
        var ys = Offsets(arrays.Select(a => (long)a.FirstRow), arrays.Select(a => a.RowCount + (Line / Cell)));
        size = (Math.Max(xs.End, HeadingWidth), ys.End);
        return [.. arrays.Select((a, k) => (xs.Of[k], ys.Of[k]))];
    }

    private static (int[] Of, int End) Offsets(IEnumerable<long> keys, IEnumerable<int> lengths)
    {
        var items = keys.Zip(lengths).ToArray();
        var starts = new Dictionary<long, int>();
        var end = 0;
        foreach (var group in items.GroupBy(item => item.First).OrderBy(group => group.Key))
        {
            starts[group.Key] = end;
            end += (group.Max(item => item.Second) * Cell) + Gap;
        }

        return ([.. items.Select(item => starts[item.First])], end);
    }

    private delegate ReadOnlySpan<double> Values(ArrayCircuit array);

    private static void Panel(
        StringBuilder svg, IReadOnlyList<ArrayCircuit> arrays, (int X, int Y)[] places, int left, string title, HeatScale scale, double factor,
        string unit, Values values)
    {
        var top = Margin + Line;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left}\" y=\"{top}\">{title}: {scale.Minimum * factor:G3} to {scale.Maximum * factor:G3} {unit}</text>\n");
        const int Blocks = 24;
        for (var k = 0; k < Blocks; k++)
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left + (k * 6)}\" y=\"{top + 5}\" width=\"6\" height=\"8\" fill=\"{HeatScale.ColourOf(k * 254 / (Blocks - 1))}\"/>\n");
        for (var k = 0; k < arrays.Count; k++)
        {
            var array = arrays[k];
            var (x, y) = (left + places[k].X, top + (2 * Line) + places[k].Y);
            var of = values(array);
            var pixels = new byte[of.Length];
            for (var c = 0; c < pixels.Length; c++)
                pixels[c] = array.Conductances.Span[c] == 0 ? HeatScale.Nothing : scale.IndexOf(of[c]);
            var png = Convert.ToBase64String(PngImage.Encode(array.BitLines, array.RowCount, pixels, HeatScale.Palette));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y - 3}\" font-size=\"9\">tile {array.TileIndex}{(array.ArrayIndex > 0 ? " inverted" : "")}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<image x=\"{x}\" y=\"{y}\" width=\"{array.BitLines * Cell}\" height=\"{array.RowCount * Cell}\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{png}\">");
            svg.Append(CultureInfo.InvariantCulture, $"<title>tile {array.TileIndex}: rows {array.FirstRow} to {array.FirstRow + array.RowCount - 1}, outputs {array.Order.NameOf(array.FirstColumn)} to {array.Order.NameOf(array.FirstColumn + array.ColumnCount - 1)}, {array.RowCount} x {array.BitLines} cells</title></image>\n");
        }
    }

    private static double[] Drops(ArrayCircuit array)
    {
        var drops = new double[array.CellVoltages.Length];
        for (var k = 0; k < drops.Length; k++)
        {
            // Where no current flows there is nothing to take a voltage from.
            if (array.Conductances.Span[k] != 0)
                drops[k] = Math.Abs(array.VoltageOf(k / array.BitLines) - array.CellVoltages.Span[k]);
        }

        return drops;
    }
}
