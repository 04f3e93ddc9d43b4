using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Crossbar.Runtime.Vectors;

/// <summary>The dense loops of the elimination, for the widest vectors that the machine has.</summary>
// Everything here is compiled in full at once: a network's arrays are solved when a program starts, before the runtime finds loops hot.
internal static unsafe class MeshKernels
{
    /// <summary>x·y + z, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> x, Vector512<double> y, Vector512<double> z)
    {
        if (Avx512F.IsSupported)
            return Avx512F.FusedMultiplyAdd(x, y, z);
        if (Fma.IsSupported)
        {
            return Vector512.Create(
                Fma.MultiplyAdd(x.GetLower(), y.GetLower(), z.GetLower()), Fma.MultiplyAdd(x.GetUpper(), y.GetUpper(), z.GetUpper()));
        }
        return x * y + z;
    }

    /// <summary>Sums n values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(double* x, int n)
    {
        Vector512<double> sum = default;
        var i = 0;
        for (; i + 8 <= n; i += 8)
            sum += Vector512.Load(x + i);
        var result = Vector512.Sum(sum);
        for (; i < n; i++)
            result += x[i];
        return result;
    }

    /// <summary>Adds a block of any size to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddBlock(int rows, int columns, double* from, int fromStride, double* to, int toStride)
    {
        if (columns == 0)
            return;
        for (var i = 0; i < rows; i++, from += fromStride, to += toStride)
        {
            var j = 0;
            for (; j + 8 <= columns; j += 8)
                (Vector512.Load(to + j) + Vector512.Load(from + j)).Store(to + j);
            for (; j < columns; j++)
                to[j] += from[j];
        }
    }

    /// <summary>Copies the upper triangle of a symmetric matrix into the lower one; its rows are padded to a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MirrorUpper(int n, double* a, int stride)
    {
        for (var i = 0; i < n; i += 8)
        {
            for (var k = 0; k < 8; k++)
            {
                for (var l = k + 1; l < 8; l++)
                    a[(i + l) * stride + i + k] = a[(i + k) * stride + i + l];
            }
            for (var j = i + 8; j < n; j += 8)
                Transpose8x8(a + i * stride + j, stride, a + j * stride + i, stride);
        }
    }

    /// <summary>Transposes an 8×8 block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose8x8(double* from, int fromStride, double* to, int toStride)
    {
        if (!Avx512F.IsSupported)
        {
            for (var i = 0; i < 8; i++)
            {
                for (var j = 0; j < 8; j++)
                    to[j * toStride + i] = from[i * fromStride + j];
            }
            return;
        }
        var r0 = Vector512.Load(from);
        var r1 = Vector512.Load(from + fromStride);
        var r2 = Vector512.Load(from + 2 * fromStride);
        var r3 = Vector512.Load(from + 3 * fromStride);
        var r4 = Vector512.Load(from + 4 * fromStride);
        var r5 = Vector512.Load(from + 5 * fromStride);
        var r6 = Vector512.Load(from + 6 * fromStride);
        var r7 = Vector512.Load(from + 7 * fromStride);
        var (e01, o01) = (Avx512F.UnpackLow(r0, r1), Avx512F.UnpackHigh(r0, r1));
        var (e23, o23) = (Avx512F.UnpackLow(r2, r3), Avx512F.UnpackHigh(r2, r3));
        var (e45, o45) = (Avx512F.UnpackLow(r4, r5), Avx512F.UnpackHigh(r4, r5));
        var (e67, o67) = (Avx512F.UnpackLow(r6, r7), Avx512F.UnpackHigh(r6, r7));
        Store4(e01, e23, e45, e67, to, 2 * toStride);
        Store4(o01, o23, o45, o67, to + toStride, 2 * toStride);
    }

    // Transposes the 128-bit pairs of four rows: rows 0, 2, 4, 6 (or 1, 3, 5, 7) of the result.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4(Vector512<double> p, Vector512<double> q, Vector512<double> r, Vector512<double> s, double* to, int stride)
    {
        var a = Avx512F.Shuffle4x128(p, q, 0x44);
        var b = Avx512F.Shuffle4x128(r, s, 0x44);
        var c = Avx512F.Shuffle4x128(p, q, 0xEE);
        var d = Avx512F.Shuffle4x128(r, s, 0xEE);
        Avx512F.Shuffle4x128(a, b, 0x88).Store(to);
        Avx512F.Shuffle4x128(a, b, 0xDD).Store(to + stride);
        Avx512F.Shuffle4x128(c, d, 0x88).Store(to + 2 * stride);
        Avx512F.Shuffle4x128(c, d, 0xDD).Store(to + 3 * stride);
    }

    /// <summary>
    /// The substitution inside a panel of eight rows: row[m] += factors[k, m]·row[k] for k &lt; m, then scaled[k] = inverse[k]·row[k].
    /// </summary>
    /// <param name="n">Number of columns, a multiple of 8.</param>
    /// <param name="factors">[8, 8], zero for rows that do not exist.</param>
    /// <param name="inverse">[8].</param>
    /// <param name="rows">[8, stride].</param>
    /// <param name="stride">Of both.</param>
    /// <param name="scaled">[8, stride].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolvePanel(int n, double* factors, double* inverse, double* rows, double* scaled, int stride)
    {
        for (var j = 0; j < n; j += 8, rows += 8, scaled += 8)
        {
            var r0 = Vector512.Load(rows);
            var r1 = Vector512.Load(rows + stride);
            var r2 = Vector512.Load(rows + 2 * stride);
            var r3 = Vector512.Load(rows + 3 * stride);
            var r4 = Vector512.Load(rows + 4 * stride);
            var r5 = Vector512.Load(rows + 5 * stride);
            var r6 = Vector512.Load(rows + 6 * stride);
            var r7 = Vector512.Load(rows + 7 * stride);
            r1 = MultiplyAdd(Vector512.Create(factors[1]), r0, r1);
            r2 = MultiplyAdd(Vector512.Create(factors[2]), r0, r2);
            r3 = MultiplyAdd(Vector512.Create(factors[3]), r0, r3);
            r4 = MultiplyAdd(Vector512.Create(factors[4]), r0, r4);
            r5 = MultiplyAdd(Vector512.Create(factors[5]), r0, r5);
            r6 = MultiplyAdd(Vector512.Create(factors[6]), r0, r6);
            r7 = MultiplyAdd(Vector512.Create(factors[7]), r0, r7);
            r2 = MultiplyAdd(Vector512.Create(factors[10]), r1, r2);
            r3 = MultiplyAdd(Vector512.Create(factors[11]), r1, r3);
            r4 = MultiplyAdd(Vector512.Create(factors[12]), r1, r4);
            r5 = MultiplyAdd(Vector512.Create(factors[13]), r1, r5);
            r6 = MultiplyAdd(Vector512.Create(factors[14]), r1, r6);
            r7 = MultiplyAdd(Vector512.Create(factors[15]), r1, r7);
            r3 = MultiplyAdd(Vector512.Create(factors[19]), r2, r3);
            r4 = MultiplyAdd(Vector512.Create(factors[20]), r2, r4);
            r5 = MultiplyAdd(Vector512.Create(factors[21]), r2, r5);
            r6 = MultiplyAdd(Vector512.Create(factors[22]), r2, r6);
            r7 = MultiplyAdd(Vector512.Create(factors[23]), r2, r7);
            r4 = MultiplyAdd(Vector512.Create(factors[28]), r3, r4);
            r5 = MultiplyAdd(Vector512.Create(factors[29]), r3, r5);
            r6 = MultiplyAdd(Vector512.Create(factors[30]), r3, r6);
            r7 = MultiplyAdd(Vector512.Create(factors[31]), r3, r7);
            r5 = MultiplyAdd(Vector512.Create(factors[37]), r4, r5);
            r6 = MultiplyAdd(Vector512.Create(factors[38]), r4, r6);
            r7 = MultiplyAdd(Vector512.Create(factors[39]), r4, r7);
            r6 = MultiplyAdd(Vector512.Create(factors[46]), r5, r6);
            r7 = MultiplyAdd(Vector512.Create(factors[47]), r5, r7);
            r7 = MultiplyAdd(Vector512.Create(factors[55]), r6, r7);
            r1.Store(rows + stride);
            r2.Store(rows + 2 * stride);
            r3.Store(rows + 3 * stride);
            r4.Store(rows + 4 * stride);
            r5.Store(rows + 5 * stride);
            r6.Store(rows + 6 * stride);
            r7.Store(rows + 7 * stride);
            (r0 * Vector512.Create(inverse[0])).Store(scaled);
            (r1 * Vector512.Create(inverse[1])).Store(scaled + stride);
            (r2 * Vector512.Create(inverse[2])).Store(scaled + 2 * stride);
            (r3 * Vector512.Create(inverse[3])).Store(scaled + 3 * stride);
            (r4 * Vector512.Create(inverse[4])).Store(scaled + 4 * stride);
            (r5 * Vector512.Create(inverse[5])).Store(scaled + 5 * stride);
            (r6 * Vector512.Create(inverse[6])).Store(scaled + 6 * stride);
            (r7 * Vector512.Create(inverse[7])).Store(scaled + 7 * stride);
        }
    }

    /// <summary>
    /// C [m, n] = Aᵀ·B, or C += Aᵀ·B, A being [k, m] and B [k, n]; m and n are multiples of 8. Tiles that lie wholly below C's
    /// diagonal are left out if <paramref name="upper"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed(
        int m, int n, int k, double* a, int aStride, double* b, int bStride, double* c, int cStride, bool add, bool upper = false)
    {
        // A slice of A and a slice of B then fit into the first cache.
        const int Depth = 128;
        var l = 0;
        do
        {
            var depth = Math.Min(Depth, k - l);
            var width = 24;
            for (var j = 0; j < n; j += width)
            {
                width = n - j >= 24 ? 24 : n - j;
                var last = upper ? Math.Min(m, j + width) : m;
                for (var i = 0; i < last; i += 8)
                    Tile(width, depth, a + (long)l * aStride + i, aStride, b + (long)l * bStride + j, bStride, c + (long)i * cStride + j, cStride, add || l > 0);
            }
            l += depth;
        }
        while (l < k);
    }

    private static void Tile(int width, int k, double* a, int aStride, double* b, int bStride, double* c, int cStride, bool add)
    {
        if (Avx512F.IsSupported)
        {
            if (width == 24)
                Tile8x24(k, a, aStride, b, bStride, c, cStride, add);
            else if (width == 16)
                Tile8x16(k, a, aStride, b, bStride, c, cStride, add);
            else
                Tile8x8(k, a, aStride, b, bStride, c, cStride, add);
            return;
        }
        if (!add)
        {
            for (var i = 0; i < 8; i++)
                new Span<double>(c + i * cStride, width).Clear();
        }
        if (Fma.IsSupported)
        {
            for (var j = 0; j < width; j += 8)
            {
                Tile4x8(k, a, aStride, b + j, bStride, c + j, cStride);
                Tile4x8(k, a + 4, aStride, b + j, bStride, c + 4 * cStride + j, cStride);
            }
            return;
        }
        for (var i = 0; i < 8; i++)
        {
            for (var l = 0; l < k; l++)
                AddScaledAnyWidth(a[l * aStride + i], b + l * bStride, c + i * cStride, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaledAnyWidth(double factor, double* x, double* y, int n)
    {
        var i = 0;
        for (; i + Vector<double>.Count <= n; i += Vector<double>.Count)
            Unsafe.WriteUnaligned(y + i, Unsafe.ReadUnaligned<Vector<double>>(y + i) + new Vector<double>(factor) * Unsafe.ReadUnaligned<Vector<double>>(x + i));
        for (; i < n; i++)
            y[i] += factor * x[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x24(int k, double* a, int aStride, double* b, int bStride, double* c, int cStride, bool add)
    {
        Vector512<double> c00 = default, c01 = default, c02 = default;
        Vector512<double> c10 = default, c11 = default, c12 = default;
        Vector512<double> c20 = default, c21 = default, c22 = default;
        Vector512<double> c30 = default, c31 = default, c32 = default;
        Vector512<double> c40 = default, c41 = default, c42 = default;
        Vector512<double> c50 = default, c51 = default, c52 = default;
        Vector512<double> c60 = default, c61 = default, c62 = default;
        Vector512<double> c70 = default, c71 = default, c72 = default;
        for (var l = 0; l < k; l++, a += aStride, b += bStride)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 8);
            var b2 = Vector512.Load(b + 16);
            var x = Vector512.Create(a[0]);
            c00 = Avx512F.FusedMultiplyAdd(x, b0, c00);
            c01 = Avx512F.FusedMultiplyAdd(x, b1, c01);
            c02 = Avx512F.FusedMultiplyAdd(x, b2, c02);
            x = Vector512.Create(a[1]);
            c10 = Avx512F.FusedMultiplyAdd(x, b0, c10);
            c11 = Avx512F.FusedMultiplyAdd(x, b1, c11);
            c12 = Avx512F.FusedMultiplyAdd(x, b2, c12);
            x = Vector512.Create(a[2]);
            c20 = Avx512F.FusedMultiplyAdd(x, b0, c20);
            c21 = Avx512F.FusedMultiplyAdd(x, b1, c21);
            c22 = Avx512F.FusedMultiplyAdd(x, b2, c22);
            x = Vector512.Create(a[3]);
            c30 = Avx512F.FusedMultiplyAdd(x, b0, c30);
            c31 = Avx512F.FusedMultiplyAdd(x, b1, c31);
            c32 = Avx512F.FusedMultiplyAdd(x, b2, c32);
            x = Vector512.Create(a[4]);
            c40 = Avx512F.FusedMultiplyAdd(x, b0, c40);
            c41 = Avx512F.FusedMultiplyAdd(x, b1, c41);
            c42 = Avx512F.FusedMultiplyAdd(x, b2, c42);
            x = Vector512.Create(a[5]);
            c50 = Avx512F.FusedMultiplyAdd(x, b0, c50);
            c51 = Avx512F.FusedMultiplyAdd(x, b1, c51);
            c52 = Avx512F.FusedMultiplyAdd(x, b2, c52);
            x = Vector512.Create(a[6]);
            c60 = Avx512F.FusedMultiplyAdd(x, b0, c60);
            c61 = Avx512F.FusedMultiplyAdd(x, b1, c61);
            c62 = Avx512F.FusedMultiplyAdd(x, b2, c62);
            x = Vector512.Create(a[7]);
            c70 = Avx512F.FusedMultiplyAdd(x, b0, c70);
            c71 = Avx512F.FusedMultiplyAdd(x, b1, c71);
            c72 = Avx512F.FusedMultiplyAdd(x, b2, c72);
        }
        Put(c, c00, c01, c02, add);
        Put(c + cStride, c10, c11, c12, add);
        Put(c + 2 * cStride, c20, c21, c22, add);
        Put(c + 3 * cStride, c30, c31, c32, add);
        Put(c + 4 * cStride, c40, c41, c42, add);
        Put(c + 5 * cStride, c50, c51, c52, add);
        Put(c + 6 * cStride, c60, c61, c62, add);
        Put(c + 7 * cStride, c70, c71, c72, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x16(int k, double* a, int aStride, double* b, int bStride, double* c, int cStride, bool add)
    {
        Vector512<double> c00 = default, c01 = default;
        Vector512<double> c10 = default, c11 = default;
        Vector512<double> c20 = default, c21 = default;
        Vector512<double> c30 = default, c31 = default;
        Vector512<double> c40 = default, c41 = default;
        Vector512<double> c50 = default, c51 = default;
        Vector512<double> c60 = default, c61 = default;
        Vector512<double> c70 = default, c71 = default;
        for (var l = 0; l < k; l++, a += aStride, b += bStride)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 8);
            var x = Vector512.Create(a[0]);
            c00 = Avx512F.FusedMultiplyAdd(x, b0, c00);
            c01 = Avx512F.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[1]);
            c10 = Avx512F.FusedMultiplyAdd(x, b0, c10);
            c11 = Avx512F.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[2]);
            c20 = Avx512F.FusedMultiplyAdd(x, b0, c20);
            c21 = Avx512F.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a[3]);
            c30 = Avx512F.FusedMultiplyAdd(x, b0, c30);
            c31 = Avx512F.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a[4]);
            c40 = Avx512F.FusedMultiplyAdd(x, b0, c40);
            c41 = Avx512F.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a[5]);
            c50 = Avx512F.FusedMultiplyAdd(x, b0, c50);
            c51 = Avx512F.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(a[6]);
            c60 = Avx512F.FusedMultiplyAdd(x, b0, c60);
            c61 = Avx512F.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a[7]);
            c70 = Avx512F.FusedMultiplyAdd(x, b0, c70);
            c71 = Avx512F.FusedMultiplyAdd(x, b1, c71);
        }
        Put(c, c00, c01, add);
        Put(c + cStride, c10, c11, add);
        Put(c + 2 * cStride, c20, c21, add);
        Put(c + 3 * cStride, c30, c31, add);
        Put(c + 4 * cStride, c40, c41, add);
        Put(c + 5 * cStride, c50, c51, add);
        Put(c + 6 * cStride, c60, c61, add);
        Put(c + 7 * cStride, c70, c71, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x8(int k, double* a, int aStride, double* b, int bStride, double* c, int cStride, bool add)
    {
        Vector512<double> c00 = default;
        Vector512<double> c10 = default;
        Vector512<double> c20 = default;
        Vector512<double> c30 = default;
        Vector512<double> c40 = default;
        Vector512<double> c50 = default;
        Vector512<double> c60 = default;
        Vector512<double> c70 = default;
        for (var l = 0; l < k; l++, a += aStride, b += bStride)
        {
            var b0 = Vector512.Load(b);
            var x = Vector512.Create(a[0]);
            c00 = Avx512F.FusedMultiplyAdd(x, b0, c00);
            x = Vector512.Create(a[1]);
            c10 = Avx512F.FusedMultiplyAdd(x, b0, c10);
            x = Vector512.Create(a[2]);
            c20 = Avx512F.FusedMultiplyAdd(x, b0, c20);
            x = Vector512.Create(a[3]);
            c30 = Avx512F.FusedMultiplyAdd(x, b0, c30);
            x = Vector512.Create(a[4]);
            c40 = Avx512F.FusedMultiplyAdd(x, b0, c40);
            x = Vector512.Create(a[5]);
            c50 = Avx512F.FusedMultiplyAdd(x, b0, c50);
            x = Vector512.Create(a[6]);
            c60 = Avx512F.FusedMultiplyAdd(x, b0, c60);
            x = Vector512.Create(a[7]);
            c70 = Avx512F.FusedMultiplyAdd(x, b0, c70);
        }
        Put(c, c00, add);
        Put(c + cStride, c10, add);
        Put(c + 2 * cStride, c20, add);
        Put(c + 3 * cStride, c30, add);
        Put(c + 4 * cStride, c40, add);
        Put(c + 5 * cStride, c50, add);
        Put(c + 6 * cStride, c60, add);
        Put(c + 7 * cStride, c70, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(double* c, Vector512<double> x, Vector512<double> y, Vector512<double> z, bool add)
    {
        Put(c, x, y, add);
        Put(c + 16, z, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(double* c, Vector512<double> x, Vector512<double> y, bool add)
    {
        Put(c, x, add);
        Put(c + 8, y, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(double* c, Vector512<double> x, bool add) => (add ? Vector512.Load(c) + x : x).Store(c);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x8(int k, double* a, int aStride, double* b, int bStride, double* c, int cStride)
    {
        Vector256<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        for (var l = 0; l < k; l++, a += aStride, b += bStride)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 4);
            var x = Vector256.Create(a[0]);
            c00 = Fma.MultiplyAdd(x, b0, c00);
            c01 = Fma.MultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[1]);
            c10 = Fma.MultiplyAdd(x, b0, c10);
            c11 = Fma.MultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[2]);
            c20 = Fma.MultiplyAdd(x, b0, c20);
            c21 = Fma.MultiplyAdd(x, b1, c21);
            x = Vector256.Create(a[3]);
            c30 = Fma.MultiplyAdd(x, b0, c30);
            c31 = Fma.MultiplyAdd(x, b1, c31);
        }
        Add(c, c00, c01);
        Add(c + cStride, c10, c11);
        Add(c + 2 * cStride, c20, c21);
        Add(c + 3 * cStride, c30, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* c, Vector256<double> x, Vector256<double> y)
    {
        (Vector256.Load(c) + x).Store(c);
        (Vector256.Load(c + 4) + y).Store(c + 4);
    }
}
