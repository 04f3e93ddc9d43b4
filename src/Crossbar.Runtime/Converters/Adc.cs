namespace Crossbar.Runtime.Converters;

/// <summary>
/// A column's analog-to-digital converter: currents become codes 0..2^b−1, spread evenly over its range. A current is first clamped
/// to the range, then rounded to the nearest code (ties to even). With 0 bits the converter is ideal: it neither rounds nor clamps,
/// and its "codes" are currents in units of the range's width.
/// </summary>
public readonly struct Adc
{
    /// <summary>Makes a converter.</summary>
    /// <param name="range">The currents of the first and last code, in ampere; not empty.</param>
    /// <param name="bits">Resolution, 0 for an ideal converter.</param>
    public Adc(ConverterRange range, int bits)
    {
        MaxCode = bits == 0 ? 0 : (1 << bits) - 1;
        Step = ((double)range.Maximum - range.Minimum) / Math.Max(MaxCode, 1);
        ZeroCode = 0.0 - (range.Minimum / Step);
        Minimum = range.Minimum;
    }

    /// <summary>The highest code; 0 for an ideal converter.</summary>
    public int MaxCode { get; }

    /// <summary>Amperes of one code.</summary>
    public double Step { get; }

    /// <summary>The code of no current: in general between two codes, perhaps outside of them all.</summary>
    public double ZeroCode { get; }

    /// <summary>The current of code 0, in ampere.</summary>
    public double Minimum { get; }

    /// <summary>Converts currents to codes, with the very arithmetic of a crossbar layer.</summary>
    /// <param name="currents">Any number of currents, in ampere.</param>
    /// <param name="codes">Receives as many codes.</param>
    public void Convert(ReadOnlySpan<float> currents, Span<float> codes)
    {
        var scale = (float)(1 / Step);
        var zero = (float)ZeroCode;
        for (var k = 0; k < currents.Length; k++)
            codes[k] = Rounding.ToCode((currents[k] * scale) + zero, MaxCode);
    }

    /// <summary>Where a current lies among the codes, in double precision: clamped to them, but not rounded; an ideal converter does neither.</summary>
    /// <param name="current">The current, in ampere.</param>
    public double Place(double current) => MaxCode == 0 ? (current - Minimum) / Step : Math.Clamp((current - Minimum) / Step, 0, MaxCode);

    /// <summary>The code of a current, in double precision.</summary>
    /// <param name="current">The current, in ampere.</param>
    public double Code(double current) => MaxCode == 0 ? Place(current) : Math.Round(Place(current));

    /// <summary>Digitises one current in double precision.</summary>
    /// <param name="current">The current, in ampere.</param>
    /// <returns>The current that its code stands for, in ampere.</returns>
    public double Digitise(double current) => MaxCode == 0 ? current : Minimum + (Code(current) * Step);
}
