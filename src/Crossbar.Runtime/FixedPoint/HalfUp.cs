using System.Numerics;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// Loops of fixed-point arithmetic: y = unit · clamp(⌊factor·x + offset⌋). In double precision they are exact, and the same in registers of any width, as long as
/// products and sums have no more than 52 bits: factors are whole numbers times powers of two.
/// </summary>
internal static class HalfUp
{
    /// <summary>Of single precision.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="factor">What they are multiplied by.</param>
    /// <param name="offset">What is added; ½ rounds half up.</param>
    /// <param name="format">The ends to which it is clamped, and the unit.</param>
    /// <param name="y">Receives as many values; may be <paramref name="x"/>.</param>
    public static void Round(ReadOnlySpan<float> x, double factor, double offset, FixedPointFormat format, Span<float> y)
    {
        y = y[..x.Length];
        var k = 0;
        for (; k <= x.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(x[k..]), out var low, out var high);
            Vector.Narrow(Round(low, factor, offset, format), Round(high, factor, offset, format)).CopyTo(y[k..]);
        }

        for (; k < x.Length; k++)
            y[k] = Round(x[k], factor, offset, format);
    }

    /// <summary>Of sums in double precision.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="factor">What they are multiplied by.</param>
    /// <param name="format">The ends to which it is clamped, and the unit.</param>
    /// <param name="y">Receives as many values.</param>
    public static void Round(ReadOnlySpan<double> x, double factor, FixedPointFormat format, Span<float> y)
    {
        y = y[..x.Length];
        var k = 0;
        for (; k <= x.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            var (low, high) = (new Vector<double>(x[k..]), new Vector<double>(x[(k + Vector<double>.Count)..]));
            Vector.Narrow(Round(low, factor, 0, format), Round(high, factor, 0, format)).CopyTo(y[k..]);
        }

        for (; k < x.Length; k++)
            y[k] = Round(x[k], factor, 0, format);
    }

    /// <summary>Of one number.</summary>
    public static float Round(double x, double factor, double offset, FixedPointFormat format) =>
        (float)(Math.Clamp(Math.Floor((x * factor) + offset), format.Minimum, format.Maximum) * format.Step);

    private static Vector<double> Round(Vector<double> x, double factor, double offset, FixedPointFormat format)
    {
        var whole = Vector.Floor((x * new Vector<double>(factor)) + new Vector<double>(offset));
        return Vector.Min(new Vector<double>(format.Maximum), Vector.Max(new Vector<double>(format.Minimum), whole)) * new Vector<double>(format.Step);
    }
}
