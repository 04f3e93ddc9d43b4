namespace Crossbar.Compiler.Options;

/// <summary>DACs and ADCs: their resolution, and how calibration chooses their ranges and fits.</summary>
public sealed record ConverterOptions
{
    /// <summary>How word lines are told an activation.</summary>
    public InputEncoding InputEncoding { get; init; } = InputEncoding.Amplitude;

    /// <summary>Bits that each pulse of <see cref="InputEncoding.BitSerial"/> tells.</summary>
    public int InputDigitBits { get; init; } = 1;

    /// <summary>Resolution of the DACs in bits; 0 for no quantisation.</summary>
    public int DacBits { get; init; } = 8;

    /// <summary>Resolution of the ADCs in bits; 0 for no quantisation.</summary>
    public int AdcBits { get; init; } = 8;

    /// <summary>How the DACs' ranges are chosen.</summary>
    public RangeRule DacRange { get; init; } = RangeRule.MinimumError;

    /// <summary>How the ADCs' ranges are chosen.</summary>
    public RangeRule AdcRange { get; init; } = RangeRule.MinimumError;

    /// <summary>The percentile of <see cref="RangeRule.Percentile"/>.</summary>
    public double RangePercentile { get; init; } = 99.9;

    /// <summary>Which DACs share a range.</summary>
    public DacRangeScope DacRangeScope { get; init; } = DacRangeScope.Layer;

    /// <summary>Which ADCs share a range.</summary>
    public AdcRangeScope AdcRangeScope { get; init; } = AdcRangeScope.Column;

    /// <summary>Which columns share a first-order fit.</summary>
    public FitScope FitScope { get; init; } = FitScope.Column;
}
