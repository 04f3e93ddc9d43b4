namespace Crossbar.Compiler.Options;

/// <summary>How a converter's range follows from the calibration data.</summary>
public enum RangeRule
{
    /// <summary>The range with the least expected squared error: clipping, of unseen values too, against rounding.</summary>
    MinimumError,

    /// <summary>From a low to a high percentile of the values.</summary>
    Percentile,

    /// <summary>From the least to the greatest value seen (the paper's way).</summary>
    MinMax,
}
