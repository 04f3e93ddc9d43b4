using Crossbar.Compiler.Reading;

namespace Crossbar.Compiler.Tests.Calibration;

public sealed class LinearFitTests
{
    [Fact]
    public void A_line_is_found_exactly()
    {
        float[] actual = [-2, 0, 1, 5];
        var fit = LinearFit.Of(actual, [.. actual.Select(a => (3 * a) - 7)]);
        Assert.Equal((3.0, -7.0), (fit.Gain, fit.Offset));
    }

    // Normal equations of (0,1), (1,0), (2,2): gain 1/2, offset 1/2.
    [Fact]
    public void Squares_are_least()
    {
        var fit = LinearFit.Of([0, 1, 2], [1, 0, 2]);
        Assert.Equal(0.5, fit.Gain, 1e-12);
        Assert.Equal(0.5, fit.Offset, 1e-12);
    }

    [Fact]
    public void Values_that_do_not_vary_only_shift()
    {
        var fit = LinearFit.Of([4, 4, 4], [1, 2, 6]);
        Assert.Equal((1.0, -1.0), (fit.Gain, fit.Offset));
        Assert.Equal((1.0, 2.0), (LinearFit.Of([3], [5]).Gain, LinearFit.Of([3], [5]).Offset));
    }

    // What falls where it should rise is noise, and must not turn the column's sign.
    [Fact]
    public void A_falling_line_only_shifts()
    {
        var fit = LinearFit.Of([0, 1], [1, 0]);
        Assert.Equal((1.0, 0.0), (fit.Gain, fit.Offset));
    }

    [Fact]
    public void A_large_common_offset_does_not_hide_the_slope()
    {
        float[] actual = [.. Enumerable.Range(0, 100).Select(k => 1000 + (k / 8f))];
        var fit = LinearFit.Of(actual, [.. actual.Select(a => (2 * (a - 1000)) + 1)]);
        Assert.Equal(2, fit.Gain, 1e-9);
        Assert.Equal(1 - 2000, fit.Offset, 1e-6);
    }
}
