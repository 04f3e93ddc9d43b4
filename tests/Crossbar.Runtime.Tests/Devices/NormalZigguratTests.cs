using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Tests.Devices;

public sealed class NormalZigguratTests
{
    private const int Count = 2_000_000;

    // Φ^-1 of the shares, to six digits (tables).
    private static readonly (double Share, double Quantile)[] Quantiles =
        [(0.0001, -3.719016), (0.001, -3.090232), (0.01, -2.326348), (0.1, -1.281552), (0.25, -0.674490), (0.5, 0), (0.75, 0.674490), (0.9, 1.281552), (0.99, 2.326348), (0.999, 3.090232), (0.9999, 3.719016)];

    /// <summary>Moments and quantiles to five of their standard errors, far into the tails, which have a branch of their own.</summary>
    [Fact]
    public void Numbers_are_standard_normal()
    {
        var stream = RandomSequence.For(11, 22, 33);
        var numbers = new double[Count];
        foreach (ref var number in numbers.AsSpan())
            number = NormalZiggurat.Next(ref stream);
        Assert.Equal(0, numbers.Average(), 5 / Math.Sqrt(Count));
        Assert.Equal(1, numbers.Average(x => x * x), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, numbers.Average(x => x * x * x), 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, numbers.Average(x => x * x * x * x), 5 * Math.Sqrt(96.0 / Count));
        foreach (var (share, quantile) in Quantiles)
            Assert.Equal(share, numbers.Count(x => x < quantile) / (double)Count, 5 * Math.Sqrt(share * (1 - share) / Count));
    }
}
