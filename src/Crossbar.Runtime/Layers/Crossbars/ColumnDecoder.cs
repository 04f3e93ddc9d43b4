using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crossbar.Runtime.Converters;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// What comes behind the arrays: currents in units of ADC codes are rounded (to nearest, ties to even), clamped to the ADC's
/// codes, decoded and added to the layer's output. Every path here does the same arithmetic in the same order.
/// </summary>
internal static class ColumnDecoder
{
    /// <summary>Decodes neighbouring positions of one column: output += code(currents + zero)·gain + offset.</summary>
    /// <param name="currents">Currents in codes, without the offset of the ADC's range.</param>
    /// <param name="zero">The code of no current.</param>
    /// <param name="maxCode">The highest code; 0 for an ideal converter, which neither rounds nor clamps.</param>
    /// <param name="gain">Output units a code.</param>
    /// <param name="offset">Output units of code 0.</param>
    /// <param name="output">As many outputs.</param>
    public static void DecodePositions(ReadOnlySpan<float> currents, float zero, float maxCode, float gain, float offset, Span<float> output)
    {
        var p = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(currents);
            ref var destination = ref MemoryMarshal.GetReference(output[..currents.Length]);
            var (zeros, gains, offsets) = (Vector256.Create(zero), Vector256.Create(gain), Vector256.Create(offset));
            for (; p <= currents.Length - Vector256<float>.Count; p += Vector256<float>.Count)
            {
                var code = Quantise(Vector256.LoadUnsafe(ref source, (nuint)p) + zeros, maxCode);
                (Vector256.LoadUnsafe(ref destination, (nuint)p) + ((code * gains) + offsets)).StoreUnsafe(ref destination, (nuint)p);
            }
        }

        for (; p < currents.Length; p++)
            output[p] += (Quantise(currents[p] + zero, maxCode) * gain) + offset;
    }

    /// <summary>Decodes one position of neighbouring columns, each with its own constants.</summary>
    /// <param name="currents">Currents in codes, one a column.</param>
    /// <param name="zero">The code of no current, one a column.</param>
    /// <param name="maxCode">The highest code; 0 for an ideal converter.</param>
    /// <param name="gain">Output units a code, one a column.</param>
    /// <param name="offset">Output units of code 0, one a column.</param>
    /// <param name="output">One output a column.</param>
    public static void DecodeColumns(
        ReadOnlySpan<float> currents, ReadOnlySpan<float> zero, float maxCode, ReadOnlySpan<float> gain, ReadOnlySpan<float> offset, Span<float> output)
    {
        var j = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; j <= output.Length - Vector256<float>.Count; j += Vector256<float>.Count)
            {
                var code = Quantise(Vector256.Create(currents[j..]) + Vector256.Create(zero[j..]), maxCode);
                var decoded = (code * Vector256.Create(gain[j..])) + Vector256.Create(offset[j..]);
                (Vector256.Create<float>(output[j..]) + decoded).CopyTo(output[j..]);
            }
        }

        for (; j < output.Length; j++)
            output[j] += (Quantise(currents[j] + zero[j], maxCode) * gain[j]) + offset[j];
    }

    private static Vector256<float> Quantise(Vector256<float> current, float maxCode)
    {
        if (maxCode == 0)
            return current;
        var clamped = Vector256.Min(Vector256.Max(current, Vector256<float>.Zero), Vector256.Create(maxCode));
        return Rounding.ToNearest(clamped);
    }

    /// <summary>Clamps a current in units of codes to [0, highest code] and rounds it to the nearest code, ties to even.</summary>
    public static float Quantise(float current, float maxCode) => maxCode == 0 ? current : MathF.Round(Math.Clamp(current, 0, maxCode));
}
