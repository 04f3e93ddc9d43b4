using System.Numerics;
using System.Runtime.InteropServices;

namespace Crossbar.Runtime.Layers;

/// <summary>Whether values are numbers that can be computed with.</summary>
internal static class FiniteValues
{
    private const int Magnitude = int.MaxValue;

    // The exponent of infinities and NaNs: as integers, magnitudes of floats are in the order of the floats, and NaNs come last.
    private const int Infinity = 0x7F800000;

    /// <summary>The place of the first value that is NaN or infinite; -1 where all are finite.</summary>
    public static int IndexOfOther(ReadOnlySpan<float> values)
    {
        var bits = MemoryMarshal.Cast<float, int>(values);
        var greatest = Vector<int>.Zero;
        var k = 0;
        for (; k <= bits.Length - Vector<int>.Count; k += Vector<int>.Count)
            greatest = Vector.Max(greatest, new Vector<int>(bits[k..]) & new Vector<int>(Magnitude));
        // Nearly always all are finite, so that the place of one that is not need not be found fast.
        if (Vector.LessThanAll(greatest, new Vector<int>(Infinity)) && Scan(values, k) < 0)
            return -1;
        return Scan(values, 0);
    }

    private static int Scan(ReadOnlySpan<float> values, int begin)
    {
        for (var k = begin; k < values.Length; k++)
        {
            if (!float.IsFinite(values[k]))
                return k;
        }

        return -1;
    }
}
