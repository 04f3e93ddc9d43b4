using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Layers.Products;

/// <summary>
/// A constant matrix [rows, columns] laid out for products y = xᵀ·A: panels of eight columns, each panel row-major, so that a
/// kernel reads it from front to back. Columns are padded with zeros to whole panels.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    /// <summary>Number of input vectors (window positions) that one block product computes: four segments of eight.</summary>
    public const int BlockWidth = 4 * SegmentWidth;

    /// <summary>Number of neighbouring positions that are read together.</summary>
    public const int SegmentWidth = 8;

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

    /// <summary>
    /// Products of <see cref="BlockWidth"/> input vectors that lie in an image: element i of the vector at lane l of segment s is
    /// image[segments[s] + taps[i] + l].
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="taps">Where each row's element lies, relative to a segment, [Rows].</param>
    /// <param name="segments">Where the four segments begin.</param>
    /// <param name="outputs">Receives [PaddedColumns, BlockWidth].</param>
    public void MultiplyBlock(ReadOnlySpan<float> image, ReadOnlySpan<int> taps, BlockSegments segments, Span<float> outputs)
    {
        if (!Lanes512.IsSupported)
        {
            if (Vector256.IsHardwareAccelerated)
                MultiplySegments<Lanes256>(image, taps, segments, outputs);
            else
                MultiplySegments<LanesScalar>(image, taps, segments, outputs);
        }
        else if (segments.AreJoined)
        {
            MultiplyPairs<Lanes512>(image, taps, segments, outputs);
        }
        else
        {
            MultiplyPairs<SplitLanes512>(image, taps, segments, outputs);
        }
    }

    /// <summary>The same in registers of two segments.</summary>
    internal void MultiplyPairs<T>(ReadOnlySpan<float> image, ReadOnlySpan<int> taps, BlockSegments segments, Span<float> outputs)
        where T : struct, IPairLanes<T>
    {
        Check(image, taps, segments, outputs);
        fixed (float* x = image, y = outputs, a = _panels)
        fixed (int* offsets = taps)
        {
            for (var j = 0; j < PaddedColumns; j += PanelWidth)
                EightColumns<T>(Rows, a + (j * Rows), offsets, x + segments.First, x + segments.Second, x + segments.Third, x + segments.Fourth, y + (j * BlockWidth));
        }
    }

    /// <summary>The same in registers of one segment or less.</summary>
    internal void MultiplySegments<T>(ReadOnlySpan<float> image, ReadOnlySpan<int> taps, BlockSegments segments, Span<float> outputs)
        where T : struct, ILanes<T>
    {
        Check(image, taps, segments, outputs);
        fixed (float* x = image, y = outputs, a = _panels)
        fixed (int* offsets = taps)
        {
            for (var j = 0; j < PaddedColumns; j += PanelWidth / 2)
            {
                var panel = a + (j / PanelWidth * PanelWidth * Rows) + (j % PanelWidth);
                FourColumns<T>(Rows, panel, offsets, x + segments.First, x + segments.Second, y + (j * BlockWidth));
                FourColumns<T>(Rows, panel, offsets, x + segments.Third, x + segments.Fourth, y + (j * BlockWidth) + (2 * SegmentWidth));
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

    // The kernels below read without checks.
    private void Check(ReadOnlySpan<float> image, ReadOnlySpan<int> taps, BlockSegments segments, Span<float> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(taps.Length, Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, PaddedColumns * BlockWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Length, segments.Highest + Highest(taps) + SegmentWidth, nameof(image));
    }

    private static int Highest(ReadOnlySpan<int> taps)
    {
        var highest = 0;
        var k = 0;
        if (Vector256.IsHardwareAccelerated && taps.Length >= Vector256<int>.Count)
        {
            var all = Vector256<int>.Zero;
            for (; k <= taps.Length - Vector256<int>.Count; k += Vector256<int>.Count)
                all = Vector256.Max(all, Vector256.Create(taps[k..]));
            for (var lane = 0; lane < Vector256<int>.Count; lane++)
                highest = Math.Max(highest, all[lane]);
        }

        for (; k < taps.Length; k++)
            highest = Math.Max(highest, taps[k]);
        return highest;
    }

    // Sixteen accumulators, two loads and eight broadcasts a row: fills the 32 registers of AVX-512.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightColumns<T>(int rows, float* a, int* taps, float* first, float* second, float* third, float* fourth, float* y)
        where T : struct, IPairLanes<T>
    {
        T c00 = T.Zero, c01 = T.Zero, c10 = T.Zero, c11 = T.Zero, c20 = T.Zero, c21 = T.Zero, c30 = T.Zero, c31 = T.Zero;
        T c40 = T.Zero, c41 = T.Zero, c50 = T.Zero, c51 = T.Zero, c60 = T.Zero, c61 = T.Zero, c70 = T.Zero, c71 = T.Zero;
        for (var i = 0; i < rows; i++, a += PanelWidth)
        {
            var tap = taps[i];
            var x0 = T.Load(first + tap, second + tap);
            var x1 = T.Load(third + tap, fourth + tap);
            var w = T.Broadcast(a[0]);
            c00 = T.MultiplyAdd(w, x0, c00);
            c01 = T.MultiplyAdd(w, x1, c01);
            w = T.Broadcast(a[1]);
            c10 = T.MultiplyAdd(w, x0, c10);
            c11 = T.MultiplyAdd(w, x1, c11);
            w = T.Broadcast(a[2]);
            c20 = T.MultiplyAdd(w, x0, c20);
            c21 = T.MultiplyAdd(w, x1, c21);
            w = T.Broadcast(a[3]);
            c30 = T.MultiplyAdd(w, x0, c30);
            c31 = T.MultiplyAdd(w, x1, c31);
            w = T.Broadcast(a[4]);
            c40 = T.MultiplyAdd(w, x0, c40);
            c41 = T.MultiplyAdd(w, x1, c41);
            w = T.Broadcast(a[5]);
            c50 = T.MultiplyAdd(w, x0, c50);
            c51 = T.MultiplyAdd(w, x1, c51);
            w = T.Broadcast(a[6]);
            c60 = T.MultiplyAdd(w, x0, c60);
            c61 = T.MultiplyAdd(w, x1, c61);
            w = T.Broadcast(a[7]);
            c70 = T.MultiplyAdd(w, x0, c70);
            c71 = T.MultiplyAdd(w, x1, c71);
        }

        T.Store(c00, y);
        T.Store(c01, y + (2 * SegmentWidth));
        T.Store(c10, y + BlockWidth);
        T.Store(c11, y + BlockWidth + (2 * SegmentWidth));
        T.Store(c20, y + (2 * BlockWidth));
        T.Store(c21, y + (2 * BlockWidth) + (2 * SegmentWidth));
        T.Store(c30, y + (3 * BlockWidth));
        T.Store(c31, y + (3 * BlockWidth) + (2 * SegmentWidth));
        T.Store(c40, y + (4 * BlockWidth));
        T.Store(c41, y + (4 * BlockWidth) + (2 * SegmentWidth));
        T.Store(c50, y + (5 * BlockWidth));
        T.Store(c51, y + (5 * BlockWidth) + (2 * SegmentWidth));
        T.Store(c60, y + (6 * BlockWidth));
        T.Store(c61, y + (6 * BlockWidth) + (2 * SegmentWidth));
        T.Store(c70, y + (7 * BlockWidth));
        T.Store(c71, y + (7 * BlockWidth) + (2 * SegmentWidth));
    }

    // Half as many accumulators: fits the 16 registers of AVX2 and Arm.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourColumns<T>(int rows, float* a, int* taps, float* first, float* second, float* y)
        where T : struct, ILanes<T>
    {
        for (var lane = 0; lane < SegmentWidth; lane += T.Count)
        {
            T c00 = T.Zero, c01 = T.Zero, c10 = T.Zero, c11 = T.Zero, c20 = T.Zero, c21 = T.Zero, c30 = T.Zero, c31 = T.Zero;
            var row = a;
            for (var i = 0; i < rows; i++, row += PanelWidth)
            {
                var tap = taps[i] + lane;
                var x0 = T.Load(first + tap);
                var x1 = T.Load(second + tap);
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

            T.Store(c00, y + lane);
            T.Store(c01, y + lane + SegmentWidth);
            T.Store(c10, y + lane + BlockWidth);
            T.Store(c11, y + lane + BlockWidth + SegmentWidth);
            T.Store(c20, y + lane + (2 * BlockWidth));
            T.Store(c21, y + lane + (2 * BlockWidth) + SegmentWidth);
            T.Store(c30, y + lane + (3 * BlockWidth));
            T.Store(c31, y + lane + (3 * BlockWidth) + SegmentWidth);
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
}
