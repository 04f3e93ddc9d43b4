using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Ranges;

/// <summary>Chooses the range of a converter for the values that it will meet.</summary>
public static class RangeSearch
{
    private const int Bins = 1024;
    private const int Candidates = 64;

    /// <summary>
    /// The range with the least expected squared error: what clipping costs outside against the rounding error step²/12 inside.
    /// </summary>
    /// <param name="values">Calibration values.</param>
    /// <param name="bits">Resolution of the converter; with 0 (ideal) the range is that of the values seen and expected.</param>
    /// <param name="unseen">What is expected of values that the calibration data do not show.</param>
    /// <param name="fromZero">Whether the range begins at 0, as that of values that are never negative.</param>
    public static ConverterRange MinimumError(ReadOnlySpan<float> values, int bits, UnseenValues unseen, bool fromZero = false)
    {
        var full = unseen.Widen(MinMax(values));
        if (fromZero)
            full = full with { Minimum = 0 };
        if (bits == 0 || full.Width <= 0)
            return full;
        var below = new TailMoments[Bins + 1];
        var above = new TailMoments[Bins + 1];
        Accumulate(values, full, below, above);
        var codes = (1 << bits) - 1;
        var least = double.PositiveInfinity;
        var best = full;
        // Neither end crosses the middle of the range: a converter that clips half of everything is never the best of this family.
        for (var a = 0; a < (fromZero ? 1 : Candidates); a++)
        {
            var lowBin = a * (Bins / 2) / Candidates;
            var low = full.Minimum + ((double)full.Width * lowBin / Bins);
            var lowError = below[lowBin].SquaredDistance(low) + unseen.ClippedBelow(low);
            if (lowError >= least)
                break;
            for (var b = 0; b < Candidates; b++)
            {
                var highBin = Bins - (b * (Bins / 2) / Candidates);
                var high = full.Minimum + ((double)full.Width * highBin / Bins);
                var clipping = lowError + above[highBin].SquaredDistance(high) + unseen.ClippedAbove(high);
                if (clipping >= least)
                    break;
                var step = (high - low) / codes;
                var inside = values.Length + unseen.Weight - below[lowBin].Count - above[highBin].Count;
                var error = clipping + (inside * step * step / 12);
                if (error < least)
                    (least, best) = (error, new ConverterRange((float)low, (float)high));
            }
        }

        return best;
    }

    /// <summary>The range from the least to the greatest value.</summary>
    public static ConverterRange MinMax(ReadOnlySpan<float> values)
    {
        float min = float.PositiveInfinity, max = float.NegativeInfinity;
        foreach (var value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return values.IsEmpty ? new ConverterRange(0, 0) : new ConverterRange(min, max);
    }

    /// <summary>
    /// The range between two percentiles: of N values in order, percentile p is the one at (N − 1)·p/100, interpolated linearly between
    /// its neighbours.
    /// </summary>
    /// <param name="values">Calibration values.</param>
    /// <param name="percentile">The upper percentile, 50 to 100; the lower one is as far from 0 as this is from 100.</param>
    public static ConverterRange Percentile(ReadOnlySpan<float> values, double percentile)
    {
        if (values.IsEmpty)
            return new ConverterRange(0, 0);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return new ConverterRange(At((100 - percentile) / 100), At(percentile / 100));

        float At(double share)
        {
            var place = share * (sorted.Length - 1);
            var below = (int)Math.Min(place, sorted.Length - 1);
            var above = Math.Min(below + 1, sorted.Length - 1);
            return (float)(sorted[below] + ((place - below) * ((double)sorted[above] - sorted[below])));
        }
    }

    private static void Accumulate(ReadOnlySpan<float> values, ConverterRange full, TailMoments[] below, TailMoments[] above)
    {
        var bins = new TailMoments[Bins];
        foreach (var value in values)
            bins[Math.Min((int)((value - full.Minimum) / full.Width * Bins), Bins - 1)].Add(value);
        for (var k = 0; k < Bins; k++)
            below[k + 1] = below[k].With(bins[k]);
        for (var k = Bins - 1; k >= 0; k--)
            above[k] = above[k + 1].With(bins[k]);
    }

    /// <summary>Count, sum and sum of squares of the values of a tail: its squared distance from any limit.</summary>
    private struct TailMoments
    {
        private double _sum;
        private double _squares;

        public double Count { get; private set; }

        public void Add(double value)
        {
            Count++;
            _sum += value;
            _squares += value * value;
        }

        public readonly TailMoments With(TailMoments other) =>
            new() { Count = Count + other.Count, _sum = _sum + other._sum, _squares = _squares + other._squares };

        public readonly double SquaredDistance(double limit) => Math.Max(0, _squares - (2 * limit * _sum) + (limit * limit * Count));
    }
}
