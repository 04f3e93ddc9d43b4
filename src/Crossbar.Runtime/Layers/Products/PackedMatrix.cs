using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Layers.Products;

/// <summary>
/// A constant matrix [rows, columns] laid out for products y = xᵀ·A: panels of eight columns, each panel row-major, so that a
/// kernel reads it from front to back. Columns are padded with zeros to whole panels.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    /// <summary>Number of input vectors (window positions) that one block product computes.</summary>
    public const int BlockWidth = 32;

    private const int PanelWidth = 8;
    private readonly float[] _panels;

    /// <summary>Packs a matrix.</summary>
    /// <param name="rows">Number of rows K.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="element">The element at (row, column).</param>
    public PackedMatrix(int rows, int columns, Func<int, int, float> element)
    {
        Rows = rows;
        Columns = columns;
        _panels = GC.AllocateArray<float>(PaddedColumns * rows, pinned: true);
        for (var j = 0; j < columns; j++)
        {
            var panel = _panels.AsSpan(j / PanelWidth * PanelWidth * rows);
            for (var i = 0; i < rows; i++)
                panel[(i * PanelWidth) + (j % PanelWidth)] = element(i, j);
        }
    }

    /// <summary>Number of rows: the length of an input vector.</summary>
    public int Rows { get; }

    /// <summary>Number of columns: the length of an output vector.</summary>
    public int Columns { get; }

    /// <summary>Columns rounded up to whole panels: what a destination must hold.</summary>
    public int PaddedColumns => (Columns + PanelWidth - 1) / PanelWidth * PanelWidth;

    /// <summary>Products of <see cref="BlockWidth"/> input vectors.</summary>
    /// <param name="inputs">The vectors side by side, [Rows, BlockWidth].</param>
    /// <param name="outputs">Receives [PaddedColumns, BlockWidth].</param>
    public void MultiplyBlock(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (Lanes512.IsSupported)
            MultiplyBlock<Lanes512>(inputs, outputs);
        else if (Vector256.IsHardwareAccelerated)
            MultiplyBlock<Lanes256>(inputs, outputs);
        else
            MultiplyBlock<LanesScalar>(inputs, outputs);
    }

    /// <summary>The same with registers of a given width.</summary>
    internal void MultiplyBlock<T>(ReadOnlySpan<float> inputs, Span<float> outputs)
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs.Length, Rows * BlockWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, PaddedColumns * BlockWidth);
        fixed (float* x = inputs, y = outputs, a = _panels)
        {
            for (var j = 0; j < PaddedColumns; j += PanelWidth)
            {
                if (T.Count == Lanes512.Count)
                {
                    EightColumns<T>(Rows, a + (j * Rows), x, y + (j * BlockWidth));
                }
                else
                {
                    FourColumns<T>(Rows, a + (j * Rows), x, y + (j * BlockWidth));
                    FourColumns<T>(Rows, a + (j * Rows) + 4, x, y + ((j + 4) * BlockWidth));
                }
            }
        }
    }

    /// <summary>The product of a single input vector.</summary>
    /// <param name="input">The vector, [Rows].</param>
    /// <param name="output">Receives [PaddedColumns].</param>
    public void MultiplyVector(ReadOnlySpan<float> input, Span<float> output)
    {
        if (Vector256.IsHardwareAccelerated)
            MultiplyVector<Lanes256>(input, output);
        else
            MultiplyVector<LanesScalar>(input, output);
    }

    /// <summary>The same with registers of a given width, at most a panel's.</summary>
    internal void MultiplyVector<T>(ReadOnlySpan<float> input, Span<float> output)
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Length, Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, PaddedColumns);
        fixed (float* x = input, y = output, a = _panels)
        {
            for (var j = 0; j < PaddedColumns; j += PanelWidth)
                Panel<T>(Rows, a + (j * Rows), x, y + j);
        }
    }

    // Sixteen accumulators, two loads and eight broadcasts a row: fills the 32 registers of AVX-512.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightColumns<T>(int rows, float* a, float* x, float* y)
        where T : struct, ILanes<T>
    {
        for (var p = 0; p < BlockWidth; p += 2 * T.Count)
        {
            T c00 = T.Zero, c01 = T.Zero, c10 = T.Zero, c11 = T.Zero, c20 = T.Zero, c21 = T.Zero, c30 = T.Zero, c31 = T.Zero;
            T c40 = T.Zero, c41 = T.Zero, c50 = T.Zero, c51 = T.Zero, c60 = T.Zero, c61 = T.Zero, c70 = T.Zero, c71 = T.Zero;
            var row = a;
            var source = x + p;
            for (var i = 0; i < rows; i++, row += PanelWidth, source += BlockWidth)
            {
                var x0 = T.Load(source);
                var x1 = T.Load(source + T.Count);
                var w = T.Broadcast(row[0]);
                c00 = T.MultiplyAdd(w, x0, c00);
                c01 = T.MultiplyAdd(w, x1, c01);
                w = T.Broadcast(row[1]);
                c10 = T.MultiplyAdd(w, x0, c10);
                c11 = T.MultiplyAdd(w, x1, c11);
                w = T.Broadcast(row[2]);
                c20 = T.MultiplyAdd(w, x0, c20);
                c21 = T.MultiplyAdd(w, x1, c21);
                w = T.Broadcast(row[3]);
                c30 = T.MultiplyAdd(w, x0, c30);
                c31 = T.MultiplyAdd(w, x1, c31);
                w = T.Broadcast(row[4]);
                c40 = T.MultiplyAdd(w, x0, c40);
                c41 = T.MultiplyAdd(w, x1, c41);
                w = T.Broadcast(row[5]);
                c50 = T.MultiplyAdd(w, x0, c50);
                c51 = T.MultiplyAdd(w, x1, c51);
                w = T.Broadcast(row[6]);
                c60 = T.MultiplyAdd(w, x0, c60);
                c61 = T.MultiplyAdd(w, x1, c61);
                w = T.Broadcast(row[7]);
                c70 = T.MultiplyAdd(w, x0, c70);
                c71 = T.MultiplyAdd(w, x1, c71);
            }

            StoreColumn(y + p, c00, c01);
            StoreColumn(y + p + BlockWidth, c10, c11);
            StoreColumn(y + p + (2 * BlockWidth), c20, c21);
            StoreColumn(y + p + (3 * BlockWidth), c30, c31);
            StoreColumn(y + p + (4 * BlockWidth), c40, c41);
            StoreColumn(y + p + (5 * BlockWidth), c50, c51);
            StoreColumn(y + p + (6 * BlockWidth), c60, c61);
            StoreColumn(y + p + (7 * BlockWidth), c70, c71);
        }
    }

    // Half as many accumulators: fits the 16 registers of AVX2 and Arm.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourColumns<T>(int rows, float* a, float* x, float* y)
        where T : struct, ILanes<T>
    {
        for (var p = 0; p < BlockWidth; p += 2 * T.Count)
        {
            T c00 = T.Zero, c01 = T.Zero, c10 = T.Zero, c11 = T.Zero, c20 = T.Zero, c21 = T.Zero, c30 = T.Zero, c31 = T.Zero;
            var row = a;
            var source = x + p;
            for (var i = 0; i < rows; i++, row += PanelWidth, source += BlockWidth)
            {
                var x0 = T.Load(source);
                var x1 = T.Load(source + T.Count);
                var w = T.Broadcast(row[0]);
                c00 = T.MultiplyAdd(w, x0, c00);
                c01 = T.MultiplyAdd(w, x1, c01);
                w = T.Broadcast(row[1]);
                c10 = T.MultiplyAdd(w, x0, c10);
                c11 = T.MultiplyAdd(w, x1, c11);
                w = T.Broadcast(row[2]);
                c20 = T.MultiplyAdd(w, x0, c20);
                c21 = T.MultiplyAdd(w, x1, c21);
                w = T.Broadcast(row[3]);
                c30 = T.MultiplyAdd(w, x0, c30);
                c31 = T.MultiplyAdd(w, x1, c31);
            }

            StoreColumn(y + p, c00, c01);
            StoreColumn(y + p + BlockWidth, c10, c11);
            StoreColumn(y + p + (2 * BlockWidth), c20, c21);
            StoreColumn(y + p + (3 * BlockWidth), c30, c31);
        }
    }

    // One vector: the lanes run over the panel's columns; four partial sums hide the latency of the multiply-add.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel<T>(int rows, float* a, float* x, float* y)
        where T : struct, ILanes<T>
    {
        for (var j = 0; j < PanelWidth; j += T.Count)
        {
            T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero;
            var column = a + j;
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
            var one = T.Broadcast(1);
            T.Store(T.MultiplyAdd(one, T.MultiplyAdd(one, s0, s1), T.MultiplyAdd(one, s2, s3)), y + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumn<T>(float* destination, T left, T right)
        where T : struct, ILanes<T>
    {
        T.Store(left, destination);
        T.Store(right, destination + T.Count);
    }
}
