using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Converters;

/// <summary>Rounding to codes, the same in every converter: to nearest, ties to even, then clamped to [0, highest code].</summary>
internal static class Rounding
{
    // Adding 1.5·2^23 pushes the fraction out of a float's mantissa under round-to-nearest-even: exact for |x| < 2^22.
    private const float Magic = 12582912f;
    private const float Limit = 2097152f;

    /// <summary>codes = clamp(round(values·scale) + offset); offset must be a whole number.</summary>
    public static void RoundAndClamp(ReadOnlySpan<float> values, float scale, float offset, float maxCode, Span<float> codes)
    {
        var k = 0;
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var destination = ref MemoryMarshal.GetReference(codes[..values.Length]);
        if (Vector256.IsHardwareAccelerated)
        {
            for (; k <= values.Length - Vector256<float>.Count; k += Vector256<float>.Count)
            {
                // Clamped before rounding too, so that the trick's limit can never be passed.
                var x = Vector256.Min(Vector256.Max(Vector256.LoadUnsafe(ref source, (nuint)k) * scale, Vector256.Create(-Limit)), Vector256.Create(Limit));
                var rounded = ToNearest(x) + Vector256.Create(offset);
                Vector256.Min(Vector256.Max(rounded, Vector256<float>.Zero), Vector256.Create(maxCode)).StoreUnsafe(ref destination, (nuint)k);
            }
        }

        for (; k < values.Length; k++)
            codes[k] = Math.Clamp(MathF.Round(Math.Clamp(values[k] * scale, -Limit, Limit)) + offset, 0, maxCode);
    }

    /// <summary>To the nearest whole number, ties to even, of values less than 2^22.</summary>
    public static Vector256<float> ToNearest(Vector256<float> values) => (values + Vector256.Create(Magic)) - Vector256.Create(Magic);
}
