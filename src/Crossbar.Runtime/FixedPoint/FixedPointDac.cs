namespace Crossbar.Runtime.FixedPoint;

/// <summary>What gives a row its DAC code: clamp(((x·m + 2^(S − 1)) >> S) + ZeroCode, 0, MaxCode), with x in the format of the layer's input.</summary>
/// <param name="Scaling">m and S.</param>
/// <param name="ZeroCode">The code of activation 0.</param>
/// <param name="MaxCode">The highest code.</param>
public readonly record struct FixedPointDac(Scaling Scaling, int ZeroCode, int MaxCode)
{
    /// <summary>The whole-number counterpart of a converter.</summary>
    /// <param name="dac">The converter, not ideal.</param>
    /// <param name="input">The format of what it converts.</param>
    public static FixedPointDac Of(Dac dac, FixedPointFormat input) => new(Scaling.Of(input.Step / dac.Step), (int)dac.ZeroCode, dac.MaxCode);

    /// <summary>The codes of numbers.</summary>
    /// <param name="values">Values on the grid of <paramref name="input"/>.</param>
    /// <param name="input">Their format.</param>
    /// <param name="codes">Receives as many codes.</param>
    public void Convert(ReadOnlySpan<float> values, FixedPointFormat input, Span<float> codes) =>
        HalfUp.Round(values, Scaling.FactorFor(input), ZeroCode + 0.5, new FixedPointFormat(0, 0, MaxCode), codes);
}
