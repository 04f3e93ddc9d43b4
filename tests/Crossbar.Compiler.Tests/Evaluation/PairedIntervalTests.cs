using Crossbar.Compiler.Evaluation;

namespace Crossbar.Compiler.Tests.Evaluation;

public sealed class PairedIntervalTests
{
    // The difference of a multinomial's shares p and q has the variance (p + q − (p − q)²)/n.
    [Theory]
    [InlineData(20, 10, 1000)]
    [InlineData(0, 0, 50)]
    [InlineData(3, 90, 10000)]
    public void The_interval_is_that_of_a_difference_of_shares(int lost, int won, int images)
    {
        var interval = PairedInterval.Of(lost, won, images);
        Assert.Equal((lost - won) / (double)images, interval.Difference);
        var n = images + 2;
        var (p, q) = ((lost + 0.5) / n, (won + 0.5) / n);
        var half = 1.959964 * Math.Sqrt((p + q - ((p - q) * (p - q))) / n);
        Assert.Equal(p - q - half, interval.Low, 1e-8);
        Assert.Equal(p - q + half, interval.High, 1e-8);
    }

    [Fact]
    public void Only_images_that_one_alone_names_rightly_count()
    {
        var reference = Result([true, true, true, false, false]);
        var other = Result([true, false, false, true, false]);
        Assert.Equal(PairedInterval.Of(lost: 2, won: 1, images: 5), PairedInterval.Of(reference, other));
        Assert.Null(PairedInterval.Of(reference, other with { IsCorrect = null }));
        Assert.Throws<ArgumentException>(() => PairedInterval.Of(reference, Result([true])));
    }

    private static EvaluationResult Result(bool[] correct) => new(correct.Length, correct.Count(c => c), 0, [], correct);
}
