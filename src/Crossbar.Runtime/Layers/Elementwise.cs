using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers;

/// <summary>Loops over all elements of values, in the widest registers that the machine has.</summary>
internal static unsafe class Elementwise
{
    /// <summary>y = max(x + summand, floor).</summary>
    /// <param name="x">The values.</param>
    /// <param name="summand">As many values, or none for 0.</param>
    /// <param name="floor">The least result; −∞ for none.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    public static void AddAndRectify(ReadOnlySpan<float> x, ReadOnlySpan<float> summand, float floor, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        if (!summand.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfLessThan(summand.Length, x.Length);
        fixed (float* source = x, second = summand, destination = y)
        {
            var k = 0;
            if (Lanes512.IsSupported)
                k = AddAndRectify<Lanes512>(source, second, floor, destination, k, x.Length);
            if (Lanes256.IsSupported)
                k = AddAndRectify<Lanes256>(source, second, floor, destination, k, x.Length);
            AddAndRectify<LanesScalar>(source, second, floor, destination, k, x.Length);
        }
    }

    /// <summary>y = x·scale + shift.</summary>
    public static void ScaleShift(ReadOnlySpan<float> x, float scale, float shift, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        fixed (float* source = x, destination = y)
        {
            var k = 0;
            if (Lanes512.IsSupported)
                k = ScaleShift<Lanes512>(source, scale, shift, destination, k, x.Length);
            if (Lanes256.IsSupported)
                k = ScaleShift<Lanes256>(source, scale, shift, destination, k, x.Length);
            ScaleShift<LanesScalar>(source, scale, shift, destination, k, x.Length);
        }
    }

    /// <summary>y += x·scale.</summary>
    public static void AddScaled(ReadOnlySpan<float> x, float scale, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        fixed (float* source = x, destination = y)
        {
            var k = 0;
            if (Lanes512.IsSupported)
                k = AddScaled<Lanes512>(source, scale, destination, k, x.Length);
            if (Lanes256.IsSupported)
                k = AddScaled<Lanes256>(source, scale, destination, k, x.Length);
            AddScaled<LanesScalar>(source, scale, destination, k, x.Length);
        }
    }

    /// <summary>y = max(x, y).</summary>
    public static void Max(ReadOnlySpan<float> x, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        fixed (float* source = x, destination = y)
        {
            var k = 0;
            if (Lanes512.IsSupported)
                k = Max<Lanes512>(source, destination, k, x.Length);
            if (Lanes256.IsSupported)
                k = Max<Lanes256>(source, destination, k, x.Length);
            Max<LanesScalar>(source, destination, k, x.Length);
        }
    }

    /// <summary>The elements from <paramref name="k"/> on that fill whole registers: what <see cref="AddAndRectify(ReadOnlySpan{float}, ReadOnlySpan{float}, float, Span{float})"/> is made of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int AddAndRectify<T>(float* x, float* summand, float floor, float* y, int k, int length)
        where T : struct, ILanes<T>
    {
        var least = T.Broadcast(floor);
        if (summand == null)
        {
            for (; k <= length - T.Count; k += T.Count)
                T.Store(T.Max(least, T.Load(x + k)), y + k);
            return k;
        }

        for (; k <= length - T.Count; k += T.Count)
            T.Store(T.Max(least, T.Load(x + k) + T.Load(summand + k)), y + k);
        return k;
    }

    /// <summary>Deals numbers out to two hands.</summary>
    /// <param name="pairs">The numbers.</param>
    /// <param name="even">Receives the first, the third, and so on.</param>
    /// <param name="odd">Receives the second, the fourth, and so on.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Deal(ReadOnlySpan<float> pairs, Span<float> even, Span<float> odd)
    {
        var count = pairs.Length / 2;
        ArgumentOutOfRangeException.ThrowIfLessThan(even.Length, count);
        ArgumentOutOfRangeException.ThrowIfLessThan(odd.Length, count);
        fixed (float* source = pairs, first = even, second = odd)
        {
            var k = 0;
            if (Avx2.IsSupported)
            {
                for (; k <= count - Vector256<float>.Count; k += Vector256<float>.Count)
                {
                    var low = Vector256.Load(source + (2 * k));
                    var high = Vector256.Load(source + (2 * k) + Vector256<float>.Count);
                    // The shuffle works on halves of registers; what lies between them is put in order after it.
                    Avx2.Permute4x64(Avx.Shuffle(low, high, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).AsSingle().Store(first + k);
                    Avx2.Permute4x64(Avx.Shuffle(low, high, 0b11_01_11_01).AsDouble(), 0b11_01_10_00).AsSingle().Store(second + k);
                }
            }

            for (; k < count; k++)
                (first[k], second[k]) = (source[2 * k], source[(2 * k) + 1]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ScaleShift<T>(float* x, float scale, float shift, float* y, int k, int length)
        where T : struct, ILanes<T>
    {
        var (factor, summand) = (T.Broadcast(scale), T.Broadcast(shift));
        for (; k <= length - T.Count; k += T.Count)
            T.Store(T.MultiplyAdd(T.Load(x + k), factor, summand), y + k);
        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddScaled<T>(float* x, float scale, float* y, int k, int length)
        where T : struct, ILanes<T>
    {
        var factor = T.Broadcast(scale);
        for (; k <= length - T.Count; k += T.Count)
            T.Store(T.MultiplyAdd(T.Load(x + k), factor, T.Load(y + k)), y + k);
        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Max<T>(float* x, float* y, int k, int length)
        where T : struct, ILanes<T>
    {
        for (; k <= length - T.Count; k += T.Count)
            T.Store(T.Max(T.Load(x + k), T.Load(y + k)), y + k);
        return k;
    }
}
