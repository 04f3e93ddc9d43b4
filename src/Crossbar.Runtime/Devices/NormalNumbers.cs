using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Devices;

/// <summary>
/// Standard normal numbers for noise, of which every read of every column needs one: Box and Muller's pairs (Ann. Math. Stat. 29, 1958) of uniform numbers
/// from four xoshiro256++ generators (Blackman and Vigna, ACM Trans. Math. Softw. 47(4), 2021), sixteen at a time. Nothing but sums, products, quotients and
/// roots, which every machine rounds alike: the numbers are the same whatever its registers. Their magnitude ends at 6.7.
/// </summary>
internal static class NormalNumbers
{
    private const int Count = 16;
    private const float Ln2 = 0.693147181f;

    // The bits of √½: mantissas are taken from there to √2.
    private const int RootOfHalf = 0x3F3504F3;

    /// <summary>Fills memory with the numbers of a stream.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="numbers">Receives them.</param>
    public static void Fill(RandomSequence random, Span<float> numbers)
    {
        var (s0, s1, s2, s3) = (State(ref random), State(ref random), State(ref random), State(ref random));
        Span<float> last = stackalloc float[Count];
        for (var k = 0; k < numbers.Length; k += Count)
        {
            var radii = Next(ref s0, ref s1, ref s2, ref s3).AsInt32();
            var angles = Next(ref s0, ref s1, ref s2, ref s3).AsInt32();
            var (x, y) = Pair(radii, angles);
            var whole = numbers.Length - k >= Count;
            ref var destination = ref whole ? ref numbers[k] : ref MemoryMarshal.GetReference(last);
            x.StoreUnsafe(ref destination);
            y.StoreUnsafe(ref destination, Count / 2);
            if (!whole)
                last[..(numbers.Length - k)].CopyTo(numbers[k..]);
        }
    }

    private static Vector256<ulong> State(ref RandomSequence random) =>
        Vector256.Create(random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Next(ref Vector256<ulong> s0, ref Vector256<ulong> s1, ref Vector256<ulong> s2, ref Vector256<ulong> s3)
    {
        var sum = s0 + s3;
        var result = ((sum << 23) | (sum >>> 41)) + s0;
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = (s3 << 45) | (s3 >>> 19);
        return result;
    }

    // A radius √(−2·ln u), and an angle in ±45° whose point is mirrored at the diagonal and at the origin by a bit each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> X, Vector256<float> Y) Pair(Vector256<int> radii, Vector256<int> angles)
    {
        var uniform = (Vector256.ConvertToSingle(radii >>> 1) + Vector256.Create(0.5f)) * Vector256.Create(1f / (1u << 31));
        var radius = Vector256.Sqrt(Vector256.Create(-2f) * Logarithm(uniform));
        radius = (radius.AsInt32() ^ ((angles & Vector256.Create(2)) << 30)).AsSingle();

        var angle = Vector256.ConvertToSingle(angles) * Vector256.Create(MathF.PI / 4 / (1u << 31));
        var square = angle * angle;
        var sine = radius * angle * Taylor(square, -1f / 6, 1f / 120, -1f / 5040, 1f / 362880);
        var cosine = radius * Taylor(square, -1f / 2, 1f / 24, -1f / 720, 1f / 40320);
        var isMirrored = Vector256.Equals(angles & Vector256<int>.One, Vector256<int>.One).AsSingle();
        return (Vector256.ConditionalSelect(isMirrored, sine, cosine), Vector256.ConditionalSelect(isMirrored, cosine, sine));
    }

    // ln(2^e·m) = e·ln 2 + 2·artanh((m − 1)/(m + 1)), to 1e-7.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Logarithm(Vector256<float> x)
    {
        var exponent = (x.AsInt32() - Vector256.Create(RootOfHalf)) >> 23;
        var mantissa = (x.AsInt32() - (exponent << 23)).AsSingle();
        var s = (mantissa - Vector256<float>.One) / (mantissa + Vector256<float>.One);
        return (Vector256.ConvertToSingle(exponent) * Vector256.Create(Ln2)) + ((s + s) * Taylor(s * s, 1f / 3, 1f / 5, 1f / 7, 1f / 9));
    }

    // 1 + c1·x + c2·x² + c3·x³ + c4·x⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Taylor(Vector256<float> x, float c1, float c2, float c3, float c4)
    {
        var sum = Vector256.Create(c3) + (x * Vector256.Create(c4));
        sum = Vector256.Create(c2) + (x * sum);
        sum = Vector256.Create(c1) + (x * sum);
        return Vector256<float>.One + (x * sum);
    }
}
