using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Crossbar.Runtime.Circuits;

/// <summary>The dense loops of the elimination, for the widest vectors that the machine has.</summary>
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

    /// <summary>Sums n values; n is a multiple of 8.</summary>
    public static double Sum(double* x, int n)
    {
        Vector512<double> sum = default;
        for (var i = 0; i < n; i += 8)
            sum += Vector512.Load(x + i);
        return Vector512.Sum(sum);
    }

    /// <summary>y += factor·x; n is a multiple of 8.</summary>
    public static void AddScaled(double factor, double* x, double* y, int n)
    {
        var f = Vector512.Create(factor);
        for (var i = 0; i < n; i += 8)
            (Vector512.Load(y + i) + f * Vector512.Load(x + i)).Store(y + i);
    }

    /// <summary>y = factor·x; n is a multiple of 8.</summary>
    public static void Scale(double factor, double* x, double* y, int n)
    {
        var f = Vector512.Create(factor);
        for (var i = 0; i < n; i += 8)
            (f * Vector512.Load(x + i)).Store(y + i);
    }

    /// <summary>Adds a block of any size to another.</summary>
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

    /// <summary>Copies the upper triangle into the lower one.</summary>
    public static void MirrorUpper(int n, double* a, int stride)
    {
        for (var i = 0; i < n; i += 8)
        {
            for (var j = i; j < n; j += 8)
            {
                var last = Math.Min(j + 8, n);
                for (var k = i; k < Math.Min(i + 8, n); k++)
                {
                    for (var l = Math.Max(j, k + 1); l < last; l++)
                        a[l * stride + k] = a[k * stride + l];
                }
            }
        }
    }

    /// <summary>C [m, n] += Aᵀ·B, A being [k, m] and B [k, n]; m and n are multiples of 8.</summary>
    public static void MultiplyTransposed(int m, int n, int k, double* a, int aStride, double* b, int bStride, double* c, int cStride)
    {
        if (k == 0)
            return;
        var j = 0;
        if (Avx512F.IsSupported)
        {
            for (; j + 24 <= n; j += 24)
            {
                for (var i = 0; i < m; i += 8)
                    Tile8x24(k, a + i, aStride, b + j, bStride, c + i * cStride + j, cStride);
            }
            for (; j < n; j += 8)
            {
                for (var i = 0; i < m; i += 8)
                    Tile8x8(k, a + i, aStride, b + j, bStride, c + i * cStride + j, cStride);
            }
        }
        else if (Fma.IsSupported)
        {
            for (; j < n; j += 8)
            {
                for (var i = 0; i < m; i += 4)
                    Tile4x8(k, a + i, aStride, b + j, bStride, c + i * cStride + j, cStride);
            }
        }
        else
        {
            for (var i = 0; i < m; i++)
            {
                for (var l = 0; l < k; l++)
                    AddScaledAnyWidth(a[l * aStride + i], b + l * bStride, c + i * cStride, n);
            }
        }
    }

    private static void AddScaledAnyWidth(double factor, double* x, double* y, int n)
    {
        var i = 0;
        for (; i + Vector<double>.Count <= n; i += Vector<double>.Count)
            Unsafe.WriteUnaligned(y + i, Unsafe.ReadUnaligned<Vector<double>>(y + i) + new Vector<double>(factor) * Unsafe.ReadUnaligned<Vector<double>>(x + i));
        for (; i < n; i++)
            y[i] += factor * x[i];
    }

    private static void Tile8x24(int k, double* a, int aStride, double* b, int bStride, double* c, int cStride)
    {
        Vector512<double> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        Vector512<double> c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        Vector512<double> c40 = default, c41 = default, c42 = default, c50 = default, c51 = default, c52 = default;
        Vector512<double> c60 = default, c61 = default, c62 = default, c70 = default, c71 = default, c72 = default;
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
        Add(c, c00, c01, c02);
        Add(c + cStride, c10, c11, c12);
        Add(c + 2 * cStride, c20, c21, c22);
        Add(c + 3 * cStride, c30, c31, c32);
        Add(c + 4 * cStride, c40, c41, c42);
        Add(c + 5 * cStride, c50, c51, c52);
        Add(c + 6 * cStride, c60, c61, c62);
        Add(c + 7 * cStride, c70, c71, c72);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* c, Vector512<double> x, Vector512<double> y, Vector512<double> z)
    {
        (Vector512.Load(c) + x).Store(c);
        (Vector512.Load(c + 8) + y).Store(c + 8);
        (Vector512.Load(c + 16) + z).Store(c + 16);
    }

    private static void Tile8x8(int k, double* a, int aStride, double* b, int bStride, double* c, int cStride)
    {
        Vector512<double> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        for (var l = 0; l < k; l++, a += aStride, b += bStride)
        {
            var y = Vector512.Load(b);
            c0 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[0]), y, c0);
            c1 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[1]), y, c1);
            c2 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[2]), y, c2);
            c3 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[3]), y, c3);
            c4 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[4]), y, c4);
            c5 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[5]), y, c5);
            c6 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[6]), y, c6);
            c7 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[7]), y, c7);
        }
        (Vector512.Load(c) + c0).Store(c);
        (Vector512.Load(c + cStride) + c1).Store(c + cStride);
        (Vector512.Load(c + 2 * cStride) + c2).Store(c + 2 * cStride);
        (Vector512.Load(c + 3 * cStride) + c3).Store(c + 3 * cStride);
        (Vector512.Load(c + 4 * cStride) + c4).Store(c + 4 * cStride);
        (Vector512.Load(c + 5 * cStride) + c5).Store(c + 5 * cStride);
        (Vector512.Load(c + 6 * cStride) + c6).Store(c + 6 * cStride);
        (Vector512.Load(c + 7 * cStride) + c7).Store(c + 7 * cStride);
    }

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
