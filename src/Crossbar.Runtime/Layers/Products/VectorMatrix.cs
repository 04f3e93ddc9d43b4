using System.Runtime.CompilerServices;

namespace Crossbar.Runtime.Layers.Products;

/// <summary>
/// A constant matrix [rows, columns] laid out for products y = xᵀ·A with one x at a time: panels of sixteen columns, each panel row-major.
/// Every element is used once a product, so that the kernel runs at the speed of memory. Columns are padded with zeros to whole panels.
/// </summary>
internal sealed unsafe class VectorMatrix
{
    private const int PanelWidth = 16;
    private readonly float[] _panels;

    /// <summary>Packs a matrix.</summary>
    /// <param name="rows">Number of rows K.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="element">The element at (row, column).</param>
    public VectorMatrix(int rows, int columns, Func<int, int, double> element)
    {
        Rows = rows;
        Columns = columns;
        _panels = Panels.Pack(rows, columns, PanelWidth, element);
    }

    /// <summary>Number of rows: the length of an input vector.</summary>
    public int Rows { get; }

    /// <summary>Number of columns: the length of an output vector.</summary>
    public int Columns { get; }

    /// <summary>Columns rounded up to whole panels: what a destination must hold.</summary>
    public int PaddedColumns => (Columns + PanelWidth - 1) / PanelWidth * PanelWidth;

    /// <summary>The product of one vector.</summary>
    /// <param name="input">The vector, [Rows].</param>
    /// <param name="output">Receives [PaddedColumns].</param>
    public void Multiply(ReadOnlySpan<float> input, Span<float> output)
    {
        if (Lanes512.IsSupported)
            Multiply<Lanes512>(input, output);
        else if (Lanes256.IsSupported)
            Multiply<Lanes256>(input, output);
        else
            Multiply<LanesScalar>(input, output);
    }

    /// <summary>The same with registers of a given width, at most a panel's.</summary>
    internal void Multiply<T>(ReadOnlySpan<float> input, Span<float> output)
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Length, Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, PaddedColumns);
        fixed (float* x = input, y = output, a = _panels)
        {
            for (var j = 0; j < PaddedColumns; j += PanelWidth)
            {
                for (var lane = 0; lane < PanelWidth; lane += T.Count)
                    SumColumns<T>(Rows, a + (j * Rows) + lane, x, y + j + lane);
            }
        }
    }

    // The lanes run over columns; four partial sums hide the latency of the multiply-add.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumColumns<T>(int rows, float* column, float* x, float* y)
        where T : struct, ILanes<T>
    {
        T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero;
        var i = 0;
        for (; i + 4 <= rows; i += 4, column += 4 * PanelWidth)
        {
            s0 = T.MultiplyAdd(T.Broadcast(x[i]), T.Load(column), s0);
            s1 = T.MultiplyAdd(T.Broadcast(x[i + 1]), T.Load(column + PanelWidth), s1);
            s2 = T.MultiplyAdd(T.Broadcast(x[i + 2]), T.Load(column + (2 * PanelWidth)), s2);
            s3 = T.MultiplyAdd(T.Broadcast(x[i + 3]), T.Load(column + (3 * PanelWidth)), s3);
        }

        for (; i < rows; i++, column += PanelWidth)
            s0 = T.MultiplyAdd(T.Broadcast(x[i]), T.Load(column), s0);
        T.Store((s0 + s1) + (s2 + s3), y);
    }
}
