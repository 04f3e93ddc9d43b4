using Crossbar.Compiler.Options;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>Chooses the range of a layer's DACs.</summary>
public static class InputRange
{
    /// <summary>The activations that the DACs' codes cover; holds 0.</summary>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="options">Resolution of the DACs and the rule.</param>
    public static ConverterRange Choose(LayerSamples samples, CompilerOptions options)
    {
        // Zero is always a code of its own, so the many zeros behind a ReLU must not weigh in the choice of the range.
        var nonzero = Array.FindAll(samples.Windows, x => x != 0);
        if (nonzero.Length == 0)
            return new ConverterRange(0, 0).WithZero();
        var positive = RangeSearch.MinMax(nonzero).Minimum >= 0;
        var unseen = samples.ArePixels ? UnseenValues.None
            : positive ? UnseenValues.OneSided(nonzero, samples.Images) : UnseenValues.TwoSided(nonzero, samples.Images);
        var range = options.DacRange switch
        {
            RangeRule.MinMax => RangeSearch.MinMax(nonzero),
            RangeRule.Percentile => RangeSearch.Percentile(nonzero, options.RangePercentile),
            _ => RangeSearch.MinimumError(nonzero, options.DacBits, unseen, fromZero: positive),
        };
        return (positive ? range with { Minimum = 0 } : range).WithZero();
    }
}
