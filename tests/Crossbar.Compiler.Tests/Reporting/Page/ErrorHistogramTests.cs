using Crossbar.Compiler.Reporting.Page;

namespace Crossbar.Compiler.Tests.Reporting.Page;

public sealed class ErrorHistogramTests
{
    // Five bins a decade from 1e-8: the bin of 10^x is floor(5·(x + 8)), and the first and last take what is beyond.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-12, 0)]
    [InlineData(1.01e-8, 0)]
    [InlineData(1.7e-8, 1)]
    [InlineData(1.1e-3, 25)]
    [InlineData(0.5, 38)]
    [InlineData(1e9, 44)]
    public void An_error_has_its_bin(double error, int bin) => Assert.Equal(bin, ErrorBins.Default.Of(error));

    [Fact]
    public void A_histogram_counts_all_errors()
    {
        var histogram = ErrorHistogram.Of([0.5, 0.5, 0.25, 0]);
        Assert.Equal((0.3125, 0.5, 4), (histogram.Mean, histogram.Worst, histogram.Counts.Sum()));
        Assert.Equal((2, 1, 1), (histogram.Counts[38], histogram.Counts[36], histogram.Counts[0]));
        Assert.Equal((0.0, 0.0, 0L), (ErrorHistogram.Of([]).Mean, ErrorHistogram.Of([]).Worst, ErrorHistogram.Of([]).Counts.Sum()));
    }

    // Two channels of two positions, two images: ranges 4 and, for a channel that never varies, none.
    [Fact]
    public void Output_errors_are_shares_of_their_channels_range()
    {
        var errors = OutputErrorMeasurement.Errors(
            new TensorShape(2, 1, 2), [[0, 4, 7, 7], [1, 2, 7, 7]], [[0, 3, 8, 8], [3, 2, 7, 7]]);
        Assert.Equal([0, 0.25, 0.5, 0], errors);
    }
}
