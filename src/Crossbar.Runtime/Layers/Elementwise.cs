using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Layers;

/// <summary>Loops over all elements of values, eight at a time where the machine can.</summary>
internal static class Elementwise
{
    /// <summary>y = max(x, 0).</summary>
    public static void Relu(ReadOnlySpan<float> x, Span<float> y)
    {
        var k = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(x);
            ref var destination = ref MemoryMarshal.GetReference(y[..x.Length]);
            for (; k <= x.Length - Vector256<float>.Count; k += Vector256<float>.Count)
                Vector256.Max(Vector256.LoadUnsafe(ref source, (nuint)k), Vector256<float>.Zero).StoreUnsafe(ref destination, (nuint)k);
        }

        for (; k < x.Length; k++)
            y[k] = MathF.Max(x[k], 0);
    }

    /// <summary>y = a + b.</summary>
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
    {
        var k = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var left = ref MemoryMarshal.GetReference(a);
            ref var right = ref MemoryMarshal.GetReference(b[..a.Length]);
            ref var destination = ref MemoryMarshal.GetReference(y[..a.Length]);
            for (; k <= a.Length - Vector256<float>.Count; k += Vector256<float>.Count)
                (Vector256.LoadUnsafe(ref left, (nuint)k) + Vector256.LoadUnsafe(ref right, (nuint)k)).StoreUnsafe(ref destination, (nuint)k);
        }

        for (; k < a.Length; k++)
            y[k] = a[k] + b[k];
    }

    /// <summary>y = x·scale + shift.</summary>
    public static void ScaleShift(ReadOnlySpan<float> x, float scale, float shift, Span<float> y)
    {
        var k = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(x);
            ref var destination = ref MemoryMarshal.GetReference(y[..x.Length]);
            var (factor, summand) = (Vector256.Create(scale), Vector256.Create(shift));
            for (; k <= x.Length - Vector256<float>.Count; k += Vector256<float>.Count)
                ((Vector256.LoadUnsafe(ref source, (nuint)k) * factor) + summand).StoreUnsafe(ref destination, (nuint)k);
        }

        for (; k < x.Length; k++)
            y[k] = (x[k] * scale) + shift;
    }

    /// <summary>y += x·scale.</summary>
    public static void AddScaled(ReadOnlySpan<float> x, float scale, Span<float> y)
    {
        var k = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(x);
            ref var destination = ref MemoryMarshal.GetReference(y[..x.Length]);
            var factor = Vector256.Create(scale);
            for (; k <= x.Length - Vector256<float>.Count; k += Vector256<float>.Count)
                (Vector256.LoadUnsafe(ref destination, (nuint)k) + (Vector256.LoadUnsafe(ref source, (nuint)k) * factor)).StoreUnsafe(ref destination, (nuint)k);
        }

        for (; k < x.Length; k++)
            y[k] += x[k] * scale;
    }
}
