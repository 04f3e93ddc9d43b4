using Crossbar.Compiler.Evaluation;

namespace Crossbar.Compiler.Tests.Evaluation;

public sealed class MeanIntervalTests
{
    // Quantiles of Student's t for 97.5 %, from printed tables.
    [Theory]
    [InlineData(2, 12.7062)]
    [InlineData(5, 2.7764)]
    [InlineData(10, 2.2622)]
    [InlineData(1001, 1.9623)]
    public void It_is_as_wide_as_tables_of_the_quantile_say(int count, double quantile)
    {
        // Half of the values are 1 above, half 1 below 5; with an odd number one lies on it.
        var values = Enumerable.Range(0, count).Select(k => 5.0 + (k == count - 1 && count % 2 == 1 ? 0 : k % 2 == 0 ? 1 : -1)).ToArray();
        var deviation = Math.Sqrt((count - (count % 2)) / (count - 1.0));
        var interval = MeanInterval.Of(values);
        Assert.Equal(5, interval.Mean, 1e-12);
        Assert.Equal(quantile * deviation / Math.Sqrt(count), interval.High!.Value - 5, 1e-4);
        Assert.Equal(5 - interval.Low!.Value, interval.High.Value - 5, 1e-12);
    }

    [Fact]
    public void A_single_value_tells_nothing_of_the_spread_and_equal_ones_have_none()
    {
        Assert.Equal(new MeanInterval(3, null, null), MeanInterval.Of([3]));
        Assert.Equal(new MeanInterval(3, 3, 3), MeanInterval.Of([3, 3, 3]));
    }
}
