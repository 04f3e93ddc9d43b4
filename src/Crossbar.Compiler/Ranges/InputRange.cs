using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Ranges;

/// <summary>Chooses the ranges of a layer's DACs.</summary>
public static class InputRange
{
    /// <summary>The activations that the codes of DACs cover which all rows share; holds 0.</summary>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="converters">Resolution of the DACs and the rule.</param>
    public static ConverterRange Choose(LayerSamples samples, ConverterOptions converters)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Choose(samples.Windows, samples, converters);
    }

    /// <summary>The activations that the codes of each array's DACs cover, in the order of the arrays; each range holds 0.</summary>
    /// <param name="arrays">The rows of each of a layer's arrays.</param>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="converters">Resolution of the DACs, the rule, and which of them share a range.</param>
    public static ImmutableArray<ConverterRange> OfArrays(ImmutableArray<RowBlock> arrays, LayerSamples samples, ConverterOptions converters)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(converters);
        // Arrays side by side are driven by the same rows, and so by the same DACs.
        RowBlock[] rows = converters.DacRangeScope == DacRangeScope.Layer ? [arrays[0]] : [.. arrays.DistinctBy(block => block.First)];
        var ranges = new ConverterRange[rows.Length];
        ParallelFailures.Run(rows.Length, k => ranges[k] = Choose(samples.MetBy(rows[k], converters.DacRangeScope), samples, converters));
        if (converters.DacRangeScope == DacRangeScope.Layer)
            return [.. Enumerable.Repeat(ranges[0], arrays.Length)];
        var byFirstRow = rows.Zip(ranges).ToDictionary(pair => pair.First.First, pair => pair.Second);
        return [.. arrays.Select(block => byFirstRow[block.First])];
    }

    private static ConverterRange Choose(ReadOnlySpan<float> activations, LayerSamples samples, ConverterOptions converters)
    {
        // Zero is always a code of its own, so the many zeros behind a ReLU must not weigh in the choice of the range.
        var nonzero = Nonzero(activations);
        if (nonzero.Length == 0)
            return new ConverterRange(0, 0).WithZero();
        var positive = RangeSearch.MinMax(nonzero).Minimum >= 0;
        var unseen = samples.ArePixels ? UnseenValues.None : UnseenValues.OfActivations(nonzero, samples.Images);
        var range = converters.DacRange switch
        {
            RangeRule.MinMax => RangeSearch.MinMax(nonzero),
            RangeRule.Percentile => RangeSearch.Percentile(nonzero, converters.RangePercentile),
            _ => RangeSearch.MinimumError(nonzero, converters.DacBits, unseen, fromZero: positive),
        };
        return (positive ? range with { Minimum = 0 } : range).WithZero();
    }

    private static float[] Nonzero(ReadOnlySpan<float> activations)
    {
        var nonzero = new float[activations.Length - activations.Count(0f)];
        var count = 0;
        foreach (var activation in activations)
        {
            if (activation != 0)
                nonzero[count++] = activation;
        }

        return nonzero;
    }
}
