namespace Crossbar.Runtime.Layers.Products;

/// <summary>The layout that packed matrices share: panels of neighbouring columns, each row-major, the last filled up with zeros.</summary>
internal static class Panels
{
    /// <summary>Packs a matrix.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="width">Columns of a panel.</param>
    /// <param name="element">The element at (row, column).</param>
    /// <returns>[panels, rows, width].</returns>
    public static AlignedMemory Pack(int rows, int columns, int width, Func<int, int, double> element)
    {
        var panels = new AlignedMemory((columns + width - 1) / width * width * rows);
        for (var j = 0; j < columns; j++)
        {
            var panel = panels.Span[(j / width * width * rows)..];
            for (var i = 0; i < rows; i++)
                panel[(i * width) + (j % width)] = (float)element(i, j);
        }

        return panels;
    }
}
