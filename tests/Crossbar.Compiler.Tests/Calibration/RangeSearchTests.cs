using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Tests.Calibration;

public sealed class RangeSearchTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void No_range_of_a_fine_grid_costs_noticeably_less(int bits)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var values = Weights.Normal(1500, seed, 1);
            // Skewed, and with an outlier in every second case.
            for (var k = 0; k < values.Length; k++)
                values[k] = MathF.Exp(0.5f * values[k]);
            if (seed % 2 == 0)
                values[7] = 12;
            var chosen = RangeSearch.MinimumError(values, bits, UnseenValues.None);
            var full = RangeSearch.MinMax(values);
            Assert.InRange(chosen.Minimum, full.Minimum, full.Maximum);
            Assert.InRange(chosen.Maximum, chosen.Minimum, full.Maximum);
            var best = double.PositiveInfinity;
            for (var a = 0; a < 50; a++)
            {
                for (var b = 51; b <= 100; b++)
                    best = Math.Min(best, Cost(values, At(full, a), At(full, b), bits));
            }

            Assert.InRange(Cost(values, chosen.Minimum, chosen.Maximum, bits), 0, 1.02 * best);
        }
    }

    // With many codes clipping anything costs more than it saves; with two the tails are cut.
    [Fact]
    public void Fine_converters_clip_nothing_and_coarse_ones_the_tails()
    {
        var values = Weights.Normal(4000, 1, 1);
        var full = RangeSearch.MinMax(values);
        Assert.Equal(full, RangeSearch.MinimumError(values, 16, UnseenValues.None));
        var coarse = RangeSearch.MinimumError(values, 2, UnseenValues.None);
        Assert.True(coarse.Width < 0.8f * full.Width);
    }

    [Fact]
    public void Ideal_converters_and_constant_values_have_the_values_own_range()
    {
        Assert.Equal(new ConverterRange(-1, 7), RangeSearch.MinimumError([3, -1, 7], 0, UnseenValues.None));
        Assert.Equal(new ConverterRange(5, 5), RangeSearch.MinimumError([5, 5, 5], 8, UnseenValues.OfSums([5, 5, 5], 3)));
        Assert.Equal(new ConverterRange(0, 0), RangeSearch.MinMax([]));
    }

    // Ten values of a normal distribution show little of its tails; nine in ten ranges must reach over ±2σ all the same.
    [Fact]
    public void A_few_values_are_expected_to_be_surpassed()
    {
        var covering = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var values = Weights.Normal(10, seed, 1);
            var range = RangeSearch.MinimumError(values, 8, UnseenValues.OfSums(values, images: 10));
            covering += range.Minimum < -2 && range.Maximum > 2 ? 1 : 0;
        }

        Assert.InRange(covering, 180, 200);
    }

    [Fact]
    public void Where_much_was_seen_little_is_expected_beyond_it()
    {
        var values = Weights.Normal(4096, 1, 1);
        var seen = RangeSearch.MinMax(values);
        var range = RangeSearch.MinimumError(values, 8, UnseenValues.OfSums(values, images: 4096));
        Assert.InRange(range.Minimum, seen.Minimum - 0.8f, seen.Minimum + 1.5f);
        Assert.InRange(range.Maximum, seen.Maximum - 1.5f, seen.Maximum + 0.8f);
    }

    // E[(x − z)²; x > z] of a Laplace distribution of unit variance, by Simpson's rule.
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(2.5)]
    public void What_clipping_costs_is_the_integral_over_the_tail(double z)
    {
        float[] values = [-1, 1, -1, 1];
        // s² of these is 4/3; a million images leave it as it is, and weigh what is expected as five images in a million.
        const int Images = 1_000_000;
        var unseen = UnseenValues.OfSums(values, Images);
        Assert.Equal(5.0 * values.Length / Images, unseen.Weight, 1e-15);
        var deviation = Math.Sqrt(4.0 / 3);
        var expected = unseen.Weight * deviation * deviation * Tail(z);
        Assert.Equal(expected, unseen.ClippedAbove(z * deviation), 1e-5 * unseen.Weight);
        Assert.Equal(expected, unseen.ClippedBelow(-z * deviation), 1e-5 * unseen.Weight);
    }

    // The positive half of the distribution has the density 2·f(x), and its mean square is that of the values.
    [Fact]
    public void Behind_a_relu_only_the_upper_tail_is_expected()
    {
        float[] values = [0.5f, 1.5f, 1, 2];
        var unseen = UnseenValues.OfActivations(values, images: 1_000_000);
        var deviation = Math.Sqrt(7.5 / 4);
        Assert.Equal(0, unseen.ClippedBelow(0.4));
        Assert.Equal(unseen.Weight * deviation * deviation * 2 * Tail(1.5), unseen.ClippedAbove(1.5 * deviation), 1e-5 * unseen.Weight);
        // At 0 nothing but the mean square itself is left.
        Assert.Equal(unseen.Weight * deviation * deviation, unseen.ClippedAbove(0), 1e-5 * unseen.Weight);
        Assert.Equal(0, RangeSearch.MinimumError(values, 4, unseen, fromZero: true).Minimum);
    }

    // Student's t: with n images the predictive variance is s²·(1 + 1/n)·(n − 1)/(n − 3).
    [Fact]
    public void The_fewer_images_the_wider_is_what_is_expected()
    {
        float[] values = [-1, 1, -1, 1];
        var s = Math.Sqrt(4.0 / 3);
        Assert.Equal(8 * s * Math.Sqrt(1.1 * 9 / 7), UnseenValues.OfSums(values, 10).Widen(RangeSearch.MinMax(values)).Maximum, 1e-5);
        Assert.Equal(8 * s * Math.Sqrt(1.25 * 3), UnseenValues.OfSums(values, 1).Widen(RangeSearch.MinMax(values)).Maximum, 1e-5);
    }

    // Of 0, 1, ..., 100 percentile p is p itself.
    [Fact]
    public void Percentiles_are_interpolated_between_neighbours()
    {
        float[] values = [.. Enumerable.Range(0, 101).Select(k => (float)(k * 37 % 101))];
        Assert.Equal(new ConverterRange(10, 90), RangeSearch.Percentile(values, 90));
        Assert.Equal(new ConverterRange(0.5f, 99.5f), RangeSearch.Percentile(values, 99.5));
        Assert.Equal(RangeSearch.MinMax(values), RangeSearch.Percentile(values, 100));
        Assert.Equal(new ConverterRange(7, 7), RangeSearch.Percentile([7], 99));
        Assert.Equal(new ConverterRange(0, 0), RangeSearch.Percentile([], 99));
    }

    // In two parts below 0, where the density has its kink.
    private static double Tail(double z) => z < 0 ? Simpson(z, 0, z) + Simpson(0, 30, z) : Simpson(z, 30, z);

    private static double Simpson(double from, double to, double z)
    {
        const int Steps = 4000;
        var step = (to - from) / Steps;
        double sum = 0;
        for (var k = 0; k <= Steps; k++)
        {
            var x = from + (k * step);
            var weight = k is 0 or Steps ? 1 : k % 2 == 1 ? 4 : 2;
            sum += weight * (x - z) * (x - z) * Math.Exp(-Math.Sqrt(2) * Math.Abs(x)) / Math.Sqrt(2);
        }

        return sum * step / 3;
    }

    private static double At(ConverterRange range, int percent) => range.Minimum + ((double)range.Width * percent / 100);

    // The definition: squared distance of what is clipped, step²/12 for what is not.
    private static double Cost(float[] values, double low, double high, int bits)
    {
        var step = (high - low) / ((1 << bits) - 1);
        return values.Sum(v => v < low ? (low - v) * (low - v) : v > high ? (v - high) * (v - high) : step * step / 12);
    }
}
