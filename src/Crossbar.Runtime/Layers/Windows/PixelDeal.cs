using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>Deals the pixels of a line out to two hands: the phases of a window that moves by two.</summary>
internal static unsafe class PixelDeal
{
    /// <summary>Deals pairs out.</summary>
    /// <param name="pairs">The pixels.</param>
    /// <param name="count">Number of pairs.</param>
    /// <param name="even">Receives the first, the third, and so on.</param>
    /// <param name="odd">Receives the second, the fourth, and so on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deal(float* pairs, int count, float* even, float* odd)
    {
        var k = 0;
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            var evens = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
            var odds = evens + Vector512<int>.One;
            for (; k <= count - Vector512<float>.Count; k += Vector512<float>.Count)
            {
                var low = Vector512.Load(pairs + (2 * k));
                var high = Vector512.Load(pairs + (2 * k) + Vector512<float>.Count);
                Avx512F.PermuteVar16x32x2(low, evens, high).Store(even + k);
                Avx512F.PermuteVar16x32x2(low, odds, high).Store(odd + k);
            }
        }

        if (Avx2.IsSupported)
        {
            for (; k <= count - Vector256<float>.Count; k += Vector256<float>.Count)
            {
                var low = Vector256.Load(pairs + (2 * k));
                var high = Vector256.Load(pairs + (2 * k) + Vector256<float>.Count);
                // The shuffle works on halves of registers; what lies between them is put in order after it.
                Avx2.Permute4x64(Avx.Shuffle(low, high, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).AsSingle().Store(even + k);
                Avx2.Permute4x64(Avx.Shuffle(low, high, 0b11_01_11_01).AsDouble(), 0b11_01_10_00).AsSingle().Store(odd + k);
            }
        }

        if (Sse.IsSupported)
        {
            for (; k <= count - Vector128<float>.Count; k += Vector128<float>.Count)
            {
                var low = Vector128.Load(pairs + (2 * k));
                var high = Vector128.Load(pairs + (2 * k) + Vector128<float>.Count);
                Sse.Shuffle(low, high, 0b10_00_10_00).Store(even + k);
                Sse.Shuffle(low, high, 0b11_01_11_01).Store(odd + k);
            }
        }

        for (; k < count; k++)
            (even[k], odd[k]) = (pairs[2 * k], pairs[(2 * k) + 1]);
    }
}
