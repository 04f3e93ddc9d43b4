namespace Crossbar.Runtime.Layers.Products;

/// <summary>The layout that packed matrices share: panels of neighbouring columns, each row-major, the last filled up with zeros.</summary>
internal static class Panels
{
    /// <summary>Packs a matrix.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="width">Columns of a panel.</param>
    /// <param name="element">The element at (row, column).</param>
    /// <returns>[panels, rows, width], at a place in memory that does not change.</returns>
    public static float[] Pack(int rows, int columns, int width, Func<int, int, double> element)
    {
        var panels = GC.AllocateArray<float>((columns + width - 1) / width * width * rows, pinned: true);
        for (var j = 0; j < columns; j++)
        {
            var panel = panels.AsSpan(j / width * width * rows);
            for (var i = 0; i < rows; i++)
                panel[(i * width) + (j % width)] = (float)element(i, j);
        }

        return panels;
    }
}
