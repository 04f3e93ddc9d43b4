using System.Numerics;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// What gives a row its DAC code: clamp(((x·m + 2^(S − 1)) >> S) + WholeZeroCode, 0, WholeMaxCode), with x in the format of the layer's input, or of that
/// code the digit that one of several pulses sends.
/// </summary>
/// <param name="Scaling">m and S.</param>
/// <param name="WholeZeroCode">The code of activation 0.</param>
/// <param name="WholeMaxCode">The highest code.</param>
/// <param name="DigitShift">How many bits lie below the digit; 0 where codes are sent whole.</param>
/// <param name="DigitBits">Bits of the digit; 0 where codes are sent whole.</param>
public readonly record struct FixedPointDac(Scaling Scaling, int WholeZeroCode, int WholeMaxCode, int DigitShift = 0, int DigitBits = 0)
{
    /// <summary>What a row is given for activation 0.</summary>
    public int ZeroCode => DigitOf(WholeZeroCode);

    /// <summary>The most that a row is given.</summary>
    public int MaxCode => DigitBits == 0 ? WholeMaxCode : Math.Min((1 << DigitBits) - 1, WholeMaxCode >> DigitShift);

    /// <summary>The whole-number counterpart of a converter.</summary>
    /// <param name="dac">The converter, not ideal.</param>
    /// <param name="input">The format of what it converts.</param>
    public static FixedPointDac Of(Dac dac, FixedPointFormat input)
    {
        var (step, zeroCode, maxCode) = dac.Whole;
        return new FixedPointDac(
            Scaling.Of(input.Step / step), (int)zeroCode, maxCode, BitOperations.Log2((uint)dac.DigitFactor), dac.DigitBase == 0 ? 0 : BitOperations.Log2((uint)dac.DigitBase));
    }

    /// <summary>What of a whole code a row is given.</summary>
    /// <param name="code">The code.</param>
    public int DigitOf(int code) => DigitBits == 0 ? code : (code >> DigitShift) & ((1 << DigitBits) - 1);

    /// <summary>The codes of numbers.</summary>
    /// <param name="values">Values on the grid of <paramref name="input"/>.</param>
    /// <param name="input">Their format.</param>
    /// <param name="codes">Receives as many codes.</param>
    public void Convert(ReadOnlySpan<float> values, FixedPointFormat input, Span<float> codes)
    {
        HalfUp.Round(values, Scaling.FactorFor(input), WholeZeroCode + 0.5, new FixedPointFormat(0, 0, WholeMaxCode), codes);
        if (DigitBits > 0)
            CodeDigits.Take(codes[..values.Length], 1 << DigitShift, 1 << DigitBits);
    }
}
