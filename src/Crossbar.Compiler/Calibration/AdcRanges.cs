using Crossbar.Compiler.Ranges;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>Chooses the ranges of ADCs.</summary>
/// <param name="Converters">Resolution, rule and scope.</param>
/// <param name="Dac">The layer's DACs, of whatever range: their full scale counts.</param>
/// <param name="Images">How many images the currents come from.</param>
/// <param name="IsPulse">
/// Whether the currents are those of one pulse of several. A high digit is 0 in nearly all windows, so that the few in which it is not, and by which the most is
/// lost, tell little of others.
/// </param>
/// <param name="CountsSpikes">Whether they count what neurons fire: nothing without a current.</param>
internal sealed record AdcRanges(ConverterOptions Converters, Dac Dac, int Images, bool IsPulse, bool CountsSpikes)
{
    // How little, against independent inputs, a current may vary before the calibration data are not believed.
    private const double LeastSpread = 1e-3;

    private const double Deviations = 4;

    // Maximum number of currents that a range for several columns is chosen from.
    private const int MaxPooled = 1 << 22;

    /// <summary>Columns whose currents are judged together.</summary>
    /// <param name="arrays">The arrays.</param>
    /// <param name="currentsOf">The currents of one of them, [N, windows], in ampere.</param>
    public ConverterRange Pooled(IReadOnlyList<ProgrammedArray> arrays, Func<int, float[]> currentsOf)
    {
        var pool = new List<float>();
        var expected = new ConverterRange(0, 0);
        long total = 0;
        for (var t = 0; t < arrays.Count; t++)
        {
            var currents = currentsOf(t);
            total = Math.Max(total, (long)currents.Length * arrays.Count);
            var stride = (int)(1 + (total / MaxPooled));
            for (var k = 0; k < currents.Length; k += stride)
                pool.Add(currents[k]);
            if (stride > 1)
                pool.AddRange([System.Numerics.Tensors.TensorPrimitives.Min<float>(currents), System.Numerics.Tensors.TensorPrimitives.Max<float>(currents)]);
            var combined = arrays[t].Combine();
            for (var j = 0; j < arrays[t].OutputCount; j++)
                expected = Union(expected, IndependentInputs(arrays[t], combined, j));
        }

        return Choose(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pool), expected, arrays.Any(HasOffset));
    }

    /// <summary>The range of each column of an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="currents">Its columns' currents, [N, windows], in ampere.</param>
    public ConverterRange[] Of(ProgrammedArray array, float[] currents)
    {
        var combined = array.Combine();
        var count = currents.Length / array.OutputCount;
        return [.. Enumerable.Range(0, array.OutputCount).Select(j => Choose(currents.AsSpan(j * count, count), IndependentInputs(array, combined, j), HasOffset(array)))];
    }

    private ConverterRange Choose(ReadOnlySpan<float> currents, ConverterRange expected, bool coversAll)
    {
        var range = Converters.AdcRange switch
        {
            RangeRule.MinMax => RangeSearch.MinMax(currents),
            RangeRule.Percentile => RangeSearch.Percentile(currents, Converters.RangePercentile),
            _ => RangeSearch.MinimumError(currents, Converters.AdcBits, UnseenValues.OfSums(currents, Images)),
        };
        if (CountsSpikes)
            (range, expected) = (range with { Minimum = 0 }, expected with { Minimum = 0 });
        // A current that hardly varies (one image, or rows that none of the images drives) tells nothing of those to come: then the
        // range is what rows driven independently and evenly over the DACs' range would need.
        if (Converters.AdcRange == RangeRule.MinimumError ? IsPulse : coversAll)
            return Union(range, expected);
        return range.Width >= LeastSpread * expected.Width ? range : Union(range, expected);
    }

    // What a clipped current lacks, the offset times the sum of the inputs takes away all the same. Digits about a reference in their middle have none to speak of.
    private static bool HasOffset(ProgrammedArray array) =>
        array.Order.Slices > 1 && !array.ZeroWeights.IsEmpty && array.Target.ZeroLevel == 0;

    private ConverterRange IndependentInputs(ProgrammedArray array, double[] combined, int output)
    {
        var fullScale = Dac.MaxCode * Dac.VoltPerCode;
        double mean = 0, variance = 0;
        for (var i = 0; i < array.RowCount; i++)
        {
            var current = combined[(i * array.OutputCount) + output] * fullScale;
            mean += current / 2;
            // Digits of few levels vary more than evenly spread voltages.
            variance += current * current / 12 * (IsPulse ? (Dac.MaxCode + 2.0) / Dac.MaxCode : 1);
        }

        // A column without any transfer has no range of its own.
        var half = Math.Max(Deviations * Math.Sqrt(variance), 1e-12);
        return new ConverterRange((float)Math.Min(mean - half, 0), (float)Math.Max(mean + half, 0));
    }

    private static ConverterRange Union(ConverterRange a, ConverterRange b) => new(Math.Min(a.Minimum, b.Minimum), Math.Max(a.Maximum, b.Maximum));
}
