using Crossbar.Compiler.Evaluation;

namespace Crossbar.Compiler.Tests.Evaluation;

public sealed class NormalizationTrialTests
{
    // Of the images that only one of two names rightly, so many or more would be the one's by chance in: 1/256; 1/128; 11/1024; 121/32768; and so few in 200 are no tenth.
    [Theory]
    [InlineData(8, 0, 10, true)]
    [InlineData(7, 0, 10, false)]
    [InlineData(0, 8, 10, false)]
    [InlineData(9, 1, 20, false)]
    [InlineData(13, 2, 100, true)]
    [InlineData(13, 2, 200, false)]
    [InlineData(0, 0, 10, false)]
    public void Far_better_is_more_than_chance_and_more_than_a_tenth(int better, int worse, int images, bool expected)
    {
        var right = Enumerable.Range(0, images).Select(n => n < better || n >= better + worse).ToArray();
        var plain = Enumerable.Range(0, images).Select(n => n >= better).ToArray();

        Assert.Equal(expected, NormalizationTrial.IsFarBetter(right, plain));
    }
}
