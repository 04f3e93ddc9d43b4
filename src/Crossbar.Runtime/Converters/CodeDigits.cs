using System.Numerics;

namespace Crossbar.Runtime.Converters;

/// <summary>The digits of whole codes.</summary>
internal static class CodeDigits
{
    /// <summary>Puts one of a code's digits in its place: ⌊code/factor⌋ modulo the base. Exact for codes of at most 16 bits; what is no number stays none.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="factor">What the digit weighs, a power of two.</param>
    /// <param name="digitBase">How many digits there are, a power of two.</param>
    public static void Take(Span<float> codes, int factor, int digitBase)
    {
        var (perFactor, digits, perDigits) = (1f / factor, (float)digitBase, 1f / digitBase);
        var k = 0;
        for (; k <= codes.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            var rest = Vector.Floor(new Vector<float>(codes[k..]) * perFactor);
            (rest - (Vector.Floor(rest * perDigits) * digits)).CopyTo(codes[k..]);
        }

        foreach (ref var code in codes[k..])
        {
            var rest = MathF.Floor(code * perFactor);
            code = rest - (MathF.Floor(rest * perDigits) * digits);
        }
    }
}
