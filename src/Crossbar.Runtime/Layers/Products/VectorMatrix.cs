namespace Crossbar.Runtime.Layers.Products;

/// <summary>
/// A constant matrix [rows, columns] laid out for products y = xᵀ·A with one x at a time, or few: panels of sixteen columns, each panel row-major.
/// One product uses every element once, so that the kernel runs at the speed of memory. Columns are padded with zeros to whole panels.
/// </summary>
internal sealed unsafe class VectorMatrix
{
    private const int PanelWidth = 16;
    private readonly AlignedMemory _panels;

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

    /// <summary>The products of vectors. Each is the same as if it were computed alone.</summary>
    /// <param name="inputs">The vectors, [count, distance] of which Rows elements.</param>
    /// <param name="inputDistance">Distance of the vectors.</param>
    /// <param name="count">Number of vectors.</param>
    /// <param name="outputs">Receives [count, distance] of which PaddedColumns elements.</param>
    /// <param name="outputDistance">Distance of the products.</param>
    public void Multiply(ReadOnlySpan<float> inputs, int inputDistance, int count, Span<float> outputs, int outputDistance)
    {
        if (Lanes512.IsSupported)
            Multiply<Lanes512>(inputs, inputDistance, count, outputs, outputDistance);
        else if (Lanes256.IsSupported)
            Multiply<Lanes256>(inputs, inputDistance, count, outputs, outputDistance);
        else if (Lanes128.IsSupported)
            Multiply<Lanes128>(inputs, inputDistance, count, outputs, outputDistance);
        else
            Multiply<LanesScalar>(inputs, inputDistance, count, outputs, outputDistance);
    }

    /// <summary>The same with registers of a given width, at most a panel's.</summary>
    internal void Multiply<T>(ReadOnlySpan<float> inputs, int inputDistance, int count, Span<float> outputs, int outputDistance)
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs.Length, ((count - 1) * inputDistance) + Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, ((count - 1) * outputDistance) + PaddedColumns);
        fixed (float* x = inputs, y = outputs)
        {
            var a = _panels.Pointer;
            // Panel by panel, so that the second vector finds it in the nearest cache.
            for (var j = 0; j < PaddedColumns; j += PanelWidth)
            {
                for (var lane = 0; lane < PanelWidth; lane += T.Count)
                {
                    var columns = a + (j * Rows) + lane;
                    var vector = 0;
                    for (; vector + 2 <= count; vector += 2)
                        SumColumns<T>(Rows, columns, x + (vector * inputDistance), inputDistance, y + (vector * outputDistance) + j + lane, outputDistance);
                    if (vector < count)
                        SumColumns<T>(Rows, columns, x + (vector * inputDistance), y + (vector * outputDistance) + j + lane);
                }
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

    // The same for two vectors, in the same order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumColumns<T>(int rows, float* column, float* x, int inputDistance, float* y, int outputDistance)
        where T : struct, ILanes<T>
    {
        T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero, t0 = T.Zero, t1 = T.Zero, t2 = T.Zero, t3 = T.Zero;
        var second = x + inputDistance;
        var i = 0;
        for (; i + 4 <= rows; i += 4, column += 4 * PanelWidth)
        {
            var a = T.Load(column);
            s0 = T.MultiplyAdd(T.Broadcast(x[i]), a, s0);
            t0 = T.MultiplyAdd(T.Broadcast(second[i]), a, t0);
            a = T.Load(column + PanelWidth);
            s1 = T.MultiplyAdd(T.Broadcast(x[i + 1]), a, s1);
            t1 = T.MultiplyAdd(T.Broadcast(second[i + 1]), a, t1);
            a = T.Load(column + (2 * PanelWidth));
            s2 = T.MultiplyAdd(T.Broadcast(x[i + 2]), a, s2);
            t2 = T.MultiplyAdd(T.Broadcast(second[i + 2]), a, t2);
            a = T.Load(column + (3 * PanelWidth));
            s3 = T.MultiplyAdd(T.Broadcast(x[i + 3]), a, s3);
            t3 = T.MultiplyAdd(T.Broadcast(second[i + 3]), a, t3);
        }

        for (; i < rows; i++, column += PanelWidth)
        {
            var a = T.Load(column);
            s0 = T.MultiplyAdd(T.Broadcast(x[i]), a, s0);
            t0 = T.MultiplyAdd(T.Broadcast(second[i]), a, t0);
        }

        T.Store((s0 + s1) + (s2 + s3), y);
        T.Store((t0 + t1) + (t2 + t3), y + outputDistance);
    }
}
