using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Vectors;

/// <summary>Loops over all elements of values, in the widest registers that the machine has.</summary>
internal static unsafe class Elementwise
{
    /// <summary>y = min(max(x + summand, floor), ceiling): where the limits cross, the upper one holds.</summary>
    /// <param name="x">The values.</param>
    /// <param name="summand">As many values, or none for 0.</param>
    /// <param name="floor">The least result; −∞ for none.</param>
    /// <param name="ceiling">The greatest result; +∞ for none.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    public static void AddAndClamp(ReadOnlySpan<float> x, ReadOnlySpan<float> summand, float floor, float ceiling, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        if (!summand.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfLessThan(summand.Length, x.Length);
        fixed (float* source = x, second = summand, destination = y)
        {
            var k = 0;
            if (Lanes512.IsSupported)
                k = AddAndClamp<Lanes512>(source, second, floor, ceiling, destination, k, x.Length);
            if (Lanes256.IsSupported)
                k = AddAndClamp<Lanes256>(source, second, floor, ceiling, destination, k, x.Length);
            if (Lanes128.IsSupported)
                k = AddAndClamp<Lanes128>(source, second, floor, ceiling, destination, k, x.Length);
            AddAndClamp<LanesScalar>(source, second, floor, ceiling, destination, k, x.Length);
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
            if (Lanes128.IsSupported)
                k = ScaleShift<Lanes128>(source, scale, shift, destination, k, x.Length);
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
            if (Lanes128.IsSupported)
                k = AddScaled<Lanes128>(source, scale, destination, k, x.Length);
            AddScaled<LanesScalar>(source, scale, destination, k, x.Length);
        }
    }

    /// <summary>y += √x·factors·scale; an x below 0, as rounding leaves it of nothing, is 0.</summary>
    public static void AddScaledRoots(ReadOnlySpan<float> x, ReadOnlySpan<float> factors, float scale, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factors.Length, x.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        var k = 0;
        for (; k <= x.Length - Vector256<float>.Count; k += Vector256<float>.Count)
        {
            var root = Vector256.Sqrt(Vector256.Max(Vector256.Create(x[k..]), Vector256<float>.Zero));
            (Vector256.Create(y[k..]) + (root * Vector256.Create(factors[k..]) * scale)).CopyTo(y[k..]);
        }

        for (; k < x.Length; k++)
            y[k] += MathF.Sqrt(MathF.Max(x[k], 0)) * factors[k] * scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddAndClamp<T>(float* x, float* summand, float floor, float ceiling, float* y, int k, int length)
        where T : struct, ILanes<T>
    {
        var (least, greatest) = (T.Broadcast(floor), T.Broadcast(ceiling));
        if (summand == null)
        {
            for (; k <= length - T.Count; k += T.Count)
                T.Store(T.Min(greatest, T.Max(least, T.Load(x + k))), y + k);
            return k;
        }

        for (; k <= length - T.Count; k += T.Count)
            T.Store(T.Min(greatest, T.Max(least, T.Load(x + k) + T.Load(summand + k))), y + k);
        return k;
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
}
