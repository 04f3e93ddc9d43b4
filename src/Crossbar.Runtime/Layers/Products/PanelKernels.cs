namespace Crossbar.Runtime.Layers.Products;

/// <summary>The innermost loops of <see cref="PackedMatrix"/>. They read and write without checks.</summary>
internal static unsafe class PanelKernels
{
    private const int Panel = PackedMatrix.PanelWidth;
    private const int Two = 2 * PackedMatrix.SegmentWidth;
    private const int Four = 4 * PackedMatrix.SegmentWidth;

    /// <summary>Eight columns times four segments: sixteen accumulators, two loads and eight broadcasts a row, fill the registers of AVX-512.</summary>
    /// <param name="sheets">Number of sheets.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="a">The panel, [sheets, rows, 8].</param>
    /// <param name="taps">Where each row's elements lie, relative to a segment, [rows].</param>
    /// <param name="first">The first segment.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <param name="fourth">The fourth.</param>
    /// <param name="advance">How far the segments of the next sheet are.</param>
    /// <param name="y">Receives [8, 32] a sheet.</param>
    /// <param name="distance">Distance of the sheets in <paramref name="y"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourSegments<T>(int sheets, int rows, float* a, int* taps, float* first, float* second, float* third, float* fourth, int advance, float* y, int distance)
        where T : struct, IPairLanes<T>
    {
        for (var sheet = 0; sheet < sheets; sheet++)
        {
            T c00 = T.Zero, c01 = T.Zero, c10 = T.Zero, c11 = T.Zero, c20 = T.Zero, c21 = T.Zero, c30 = T.Zero, c31 = T.Zero;
            T c40 = T.Zero, c41 = T.Zero, c50 = T.Zero, c51 = T.Zero, c60 = T.Zero, c61 = T.Zero, c70 = T.Zero, c71 = T.Zero;
            for (var i = 0; i < rows; i++, a += Panel)
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
            T.Store(c01, y + Two);
            T.Store(c10, y + Four);
            T.Store(c11, y + Four + Two);
            T.Store(c20, y + (2 * Four));
            T.Store(c21, y + (2 * Four) + Two);
            T.Store(c30, y + (3 * Four));
            T.Store(c31, y + (3 * Four) + Two);
            T.Store(c40, y + (4 * Four));
            T.Store(c41, y + (4 * Four) + Two);
            T.Store(c50, y + (5 * Four));
            T.Store(c51, y + (5 * Four) + Two);
            T.Store(c60, y + (6 * Four));
            T.Store(c61, y + (6 * Four) + Two);
            T.Store(c70, y + (7 * Four));
            T.Store(c71, y + (7 * Four) + Two);
            first += advance;
            second += advance;
            third += advance;
            fourth += advance;
            y += distance;
        }
    }

    /// <summary>Sixteen columns times two segments: as <see cref="FourSegments"/>, where a layer has no four segments.</summary>
    /// <param name="sheets">Number of sheets.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="a">Two panels one behind the other, [2, sheets, rows, 8].</param>
    /// <param name="taps">Where each row's elements lie, relative to a segment, [rows].</param>
    /// <param name="first">The first segment.</param>
    /// <param name="second">The second.</param>
    /// <param name="advance">How far the segments of the next sheet are.</param>
    /// <param name="y">Receives [16, 16] a sheet.</param>
    /// <param name="distance">Distance of the sheets in <paramref name="y"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TwoPanels<T>(int sheets, int rows, float* a, int* taps, float* first, float* second, int advance, float* y, int distance)
        where T : struct, IPairLanes<T>
    {
        var b = a + (sheets * rows * Panel);
        for (var sheet = 0; sheet < sheets; sheet++)
        {
            T c0 = T.Zero, c1 = T.Zero, c2 = T.Zero, c3 = T.Zero, c4 = T.Zero, c5 = T.Zero, c6 = T.Zero, c7 = T.Zero;
            T c8 = T.Zero, c9 = T.Zero, ca = T.Zero, cb = T.Zero, cc = T.Zero, cd = T.Zero, ce = T.Zero, cf = T.Zero;
            for (var i = 0; i < rows; i++, a += Panel, b += Panel)
            {
                var tap = taps[i];
                var x = T.Load(first + tap, second + tap);
                c0 = T.MultiplyAdd(T.Broadcast(a[0]), x, c0);
                c1 = T.MultiplyAdd(T.Broadcast(a[1]), x, c1);
                c2 = T.MultiplyAdd(T.Broadcast(a[2]), x, c2);
                c3 = T.MultiplyAdd(T.Broadcast(a[3]), x, c3);
                c4 = T.MultiplyAdd(T.Broadcast(a[4]), x, c4);
                c5 = T.MultiplyAdd(T.Broadcast(a[5]), x, c5);
                c6 = T.MultiplyAdd(T.Broadcast(a[6]), x, c6);
                c7 = T.MultiplyAdd(T.Broadcast(a[7]), x, c7);
                c8 = T.MultiplyAdd(T.Broadcast(b[0]), x, c8);
                c9 = T.MultiplyAdd(T.Broadcast(b[1]), x, c9);
                ca = T.MultiplyAdd(T.Broadcast(b[2]), x, ca);
                cb = T.MultiplyAdd(T.Broadcast(b[3]), x, cb);
                cc = T.MultiplyAdd(T.Broadcast(b[4]), x, cc);
                cd = T.MultiplyAdd(T.Broadcast(b[5]), x, cd);
                ce = T.MultiplyAdd(T.Broadcast(b[6]), x, ce);
                cf = T.MultiplyAdd(T.Broadcast(b[7]), x, cf);
            }

            T.Store(c0, y);
            T.Store(c1, y + Two);
            T.Store(c2, y + (2 * Two));
            T.Store(c3, y + (3 * Two));
            T.Store(c4, y + (4 * Two));
            T.Store(c5, y + (5 * Two));
            T.Store(c6, y + (6 * Two));
            T.Store(c7, y + (7 * Two));
            T.Store(c8, y + (8 * Two));
            T.Store(c9, y + (9 * Two));
            T.Store(ca, y + (10 * Two));
            T.Store(cb, y + (11 * Two));
            T.Store(cc, y + (12 * Two));
            T.Store(cd, y + (13 * Two));
            T.Store(ce, y + (14 * Two));
            T.Store(cf, y + (15 * Two));
            first += advance;
            second += advance;
            y += distance;
        }
    }

    /// <summary>Eight columns times two segments: eight accumulators, just enough to hide the latency of the multiply-add.</summary>
    /// <param name="sheets">Number of sheets.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="a">The panel, [sheets, rows, 8].</param>
    /// <param name="taps">Where each row's elements lie, relative to a segment, [rows].</param>
    /// <param name="first">The first segment.</param>
    /// <param name="second">The second.</param>
    /// <param name="advance">How far the segments of the next sheet are.</param>
    /// <param name="y">Receives [8, 16] a sheet.</param>
    /// <param name="distance">Distance of the sheets in <paramref name="y"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TwoSegments<T>(int sheets, int rows, float* a, int* taps, float* first, float* second, int advance, float* y, int distance)
        where T : struct, IPairLanes<T>
    {
        for (var sheet = 0; sheet < sheets; sheet++)
        {
            T c0 = T.Zero, c1 = T.Zero, c2 = T.Zero, c3 = T.Zero, c4 = T.Zero, c5 = T.Zero, c6 = T.Zero, c7 = T.Zero;
            for (var i = 0; i < rows; i++, a += Panel)
            {
                var tap = taps[i];
                var x = T.Load(first + tap, second + tap);
                c0 = T.MultiplyAdd(T.Broadcast(a[0]), x, c0);
                c1 = T.MultiplyAdd(T.Broadcast(a[1]), x, c1);
                c2 = T.MultiplyAdd(T.Broadcast(a[2]), x, c2);
                c3 = T.MultiplyAdd(T.Broadcast(a[3]), x, c3);
                c4 = T.MultiplyAdd(T.Broadcast(a[4]), x, c4);
                c5 = T.MultiplyAdd(T.Broadcast(a[5]), x, c5);
                c6 = T.MultiplyAdd(T.Broadcast(a[6]), x, c6);
                c7 = T.MultiplyAdd(T.Broadcast(a[7]), x, c7);
            }

            T.Store(c0, y);
            T.Store(c1, y + Two);
            T.Store(c2, y + (2 * Two));
            T.Store(c3, y + (3 * Two));
            T.Store(c4, y + (4 * Two));
            T.Store(c5, y + (5 * Two));
            T.Store(c6, y + (6 * Two));
            T.Store(c7, y + (7 * Two));
            first += advance;
            second += advance;
            y += distance;
        }
    }

    /// <summary>Four columns times two segments: eight accumulators leave room for the rest in the sixteen registers of AVX2.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="a">The half panel, [rows, 8].</param>
    /// <param name="taps">Where each row's elements lie, relative to a segment, [rows].</param>
    /// <param name="first">The first segment.</param>
    /// <param name="second">The second.</param>
    /// <param name="y">Receives [4, <paramref name="stride"/>], of which sixteen elements per column.</param>
    /// <param name="stride">Distance of the columns in <paramref name="y"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HalfPanel<T>(int rows, float* a, int* taps, float* first, float* second, float* y, int stride)
        where T : struct, ILanes<T>
    {
        for (var lane = 0; lane < PackedMatrix.SegmentWidth; lane += T.Count)
        {
            T c00 = T.Zero, c01 = T.Zero, c10 = T.Zero, c11 = T.Zero, c20 = T.Zero, c21 = T.Zero, c30 = T.Zero, c31 = T.Zero;
            var row = a;
            for (var i = 0; i < rows; i++, row += Panel)
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

            var output = y + lane;
            T.Store(c00, output);
            T.Store(c01, output + PackedMatrix.SegmentWidth);
            T.Store(c10, output + stride);
            T.Store(c11, output + stride + PackedMatrix.SegmentWidth);
            T.Store(c20, output + (2 * stride));
            T.Store(c21, output + (2 * stride) + PackedMatrix.SegmentWidth);
            T.Store(c30, output + (3 * stride));
            T.Store(c31, output + (3 * stride) + PackedMatrix.SegmentWidth);
        }
    }
}
