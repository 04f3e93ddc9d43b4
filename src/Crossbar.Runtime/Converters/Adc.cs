namespace Crossbar.Runtime.Converters;

/// <summary>
/// A column's analog-to-digital converter: currents become codes 0..2^b−1, spread evenly over its range. A current is first clamped
/// to the range, then rounded to the nearest code (ties to even). With 0 bits the converter is ideal: it neither rounds nor clamps,
/// and its "codes" are currents in units of the range's width. Where neurons count spikes (<see cref="InputEncoding.Spikes"/>), a step is what their
/// threshold stands for, and codes are not rounded but cut: what has not reached the threshold when the read ends is lost.
/// One as it was built (<see cref="AsBuilt"/>) has levels of its own.
/// </summary>
public readonly struct Adc
{
    // A neuron fires as soon as it is within so much of its threshold: a charge that is exactly a number of them counts as that many, whatever is rounded on the way.
    private const double Reach = 1.0 / 1024;

    // What is taken from a place before it is rounded to the nearest code.
    private readonly double _cut;

    // Null for one as designed.
    private readonly DrawnConverter? _drawn;

    /// <summary>Makes a converter.</summary>
    /// <param name="range">The currents of the first and last code, in ampere; not empty.</param>
    /// <param name="bits">Resolution, 0 for an ideal converter.</param>
    /// <param name="isCounter">Whether it counts whole steps only.</param>
    public Adc(ConverterRange range, int bits, bool isCounter = false)
    {
        _cut = isCounter && bits > 0 ? 0.5 - Reach : 0;
        MaxCode = bits == 0 ? 0 : (1 << bits) - 1;
        Step = ((double)range.Maximum - range.Minimum) / Math.Max(MaxCode, 1);
        ZeroCode = 0.0 - (range.Minimum / Step) - _cut;
        Minimum = range.Minimum;
        CodeGain = 1;
    }

    private Adc(Adc designed, DrawnConverter drawn, ConverterVariation variation)
    {
        this = designed;
        (_drawn, NoiseSigma) = (drawn, variation.Errors.Adc.Noise * Step);
        // A counter's steps are all of one threshold, which its line has.
        if (variation.Trim == ConverterTrim.FirstOrder)
            (CodeOffset, CodeGain) = IsCounter ? (drawn.Offset, 1 + drawn.Gain) : drawn.Line;
    }

    /// <summary>Makes a column's converter on a chip.</summary>
    /// <param name="range">The currents of the first and last code, in ampere; not empty.</param>
    /// <param name="bits">Resolution, 0 for an ideal converter.</param>
    /// <param name="hardware">The chip.</param>
    public static Adc Of(ConverterRange range, int bits, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        return new Adc(range, bits, hardware.Encoding == InputEncoding.Spikes);
    }

    /// <summary>Makes a column's converter as a chip was built with it.</summary>
    /// <param name="range">The currents of the first and last code as designed, in ampere; not empty.</param>
    /// <param name="bits">Resolution, 0 for an ideal converter.</param>
    /// <param name="chip">The chip.</param>
    /// <param name="layer">The layer's position in the network (NetworkDesign.Layers).</param>
    /// <param name="tile">The tile's number in the layer.</param>
    /// <param name="output">The column, counted from the tile's first.</param>
    public static Adc AsBuilt(ConverterRange range, int bits, HardwareDesign chip, int layer, int tile, int output)
    {
        var designed = Of(range, bits, chip);
        return chip.Converters is not { Errors.Adc.IsNone: false } variation || bits == 0
            ? designed : new Adc(designed, DrawnConverter.OfColumn(chip, bits, layer, tile, output), variation);
    }

    /// <summary>The highest code; 0 for an ideal converter.</summary>
    public int MaxCode { get; }

    /// <summary>Amperes of one code.</summary>
    public double Step { get; }

    /// <summary>The code of no current: in general between two codes, perhaps outside of them all.</summary>
    public double ZeroCode { get; }

    /// <summary>The current of code 0, in ampere.</summary>
    public double Minimum { get; }

    /// <summary>What code 0 is decoded to, in codes as designed: 0 but where a first-order trim has measured it.</summary>
    public double CodeOffset { get; }

    /// <summary>What a code more is decoded to, in codes as designed: 1 but where a first-order trim has measured it.</summary>
    public double CodeGain { get; }

    /// <summary>Standard deviation of what each conversion adds to a current, in ampere.</summary>
    public double NoiseSigma { get; }

    private bool IsCounter => _cut != 0;

    /// <summary>Converts currents to codes, with the very arithmetic of a crossbar layer.</summary>
    /// <param name="currents">Any number of currents, in ampere.</param>
    /// <param name="codes">Receives as many codes.</param>
    public void Convert(ReadOnlySpan<float> currents, Span<float> codes)
    {
        for (var k = 0; _drawn is not null && k < currents.Length; k++)
            codes[k] = (float)Code(currents[k]);
        if (_drawn is not null)
            return;
        var scale = (float)(1 / Step);
        var zero = (float)ZeroCode;
        for (var k = 0; k < currents.Length; k++)
            codes[k] = Rounding.ToCode((currents[k] * scale) + zero, MaxCode);
    }

    /// <summary>
    /// Where a current lies among the codes as designed, in double precision: clamped to them, but not rounded; an ideal converter does neither. Of one as it was
    /// built, which has levels and no places, it is where it should be.
    /// </summary>
    /// <param name="current">The current, in ampere.</param>
    public double Place(double current) => MaxCode == 0 ? (current - Minimum) / Step : Math.Clamp(((current - Minimum) / Step) - _cut, 0, MaxCode);

    /// <summary>The code of a current, in double precision.</summary>
    /// <param name="current">The current, in ampere.</param>
    public double Code(double current)
    {
        if (_drawn is null)
            return MaxCode == 0 ? Place(current) : Math.Round(Place(current));
        var place = (current - Minimum) / Step;
        return IsCounter ? Math.Round(Math.Clamp(((place - _drawn.Offset) / (1 + _drawn.Gain)) - _cut, 0, MaxCode)) : _drawn.Code(place);
    }

    /// <summary>Digitises one current in double precision.</summary>
    /// <param name="current">The current, in ampere.</param>
    /// <returns>The current that its code stands for, in ampere.</returns>
    public double Digitise(double current) => MaxCode == 0 ? current : Minimum + ((CodeOffset + (CodeGain * Code(current))) * Step);
}
