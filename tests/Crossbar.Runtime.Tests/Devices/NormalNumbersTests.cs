namespace Crossbar.Runtime.Tests.Devices;

public sealed class NormalNumbersTests
{
    private const int Count = 4_000_000;

    // Φ^-1 of the shares, to six digits (tables).
    private static readonly (double Share, double Quantile)[] Quantiles =
        [(0.00001, -4.264891), (0.0001, -3.719016), (0.001, -3.090232), (0.01, -2.326348), (0.1, -1.281552), (0.25, -0.674490), (0.5, 0), (0.75, 0.674490), (0.9, 1.281552), (0.99, 2.326348), (0.999, 3.090232), (0.9999, 3.719016), (0.99999, 4.264891)];

    /// <summary>Moments and quantiles to five of their standard errors, far into the tails.</summary>
    [Fact]
    public void Numbers_are_standard_normal()
    {
        var numbers = Stream(22, Count);
        Assert.Equal(0, numbers.Average(x => (double)x), 5 / Math.Sqrt(Count));
        Assert.Equal(1, numbers.Average(x => Math.Pow(x, 2)), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, numbers.Average(x => Math.Pow(x, 3)), 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, numbers.Average(x => Math.Pow(x, 4)), 5 * Math.Sqrt(96.0 / Count));
        foreach (var (share, quantile) in Quantiles)
            Assert.Equal(share, numbers.Count(x => x < quantile) / (double)Count, 5 * Math.Sqrt(share * (1 - share) / Count));
    }

    /// <summary>Numbers of a stream do not hang together at any distance within and between the pairs and lanes they are made in, nor do their squares.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(33)]
    public void Numbers_are_independent(int distance)
    {
        var numbers = Stream(23, Count);
        var pairs = Enumerable.Range(0, Count - distance).Select(k => ((double)numbers[k], (double)numbers[k + distance])).ToArray();
        Assert.Equal(0, pairs.Average(p => p.Item1 * p.Item2), 5 / Math.Sqrt(pairs.Length));
        Assert.Equal(1, pairs.Average(p => p.Item1 * p.Item1 * p.Item2 * p.Item2), 5 * Math.Sqrt(8.0 / pairs.Length));
    }

    /// <summary>First numbers of neighbouring streams: what one column gets in read after read.</summary>
    [Fact]
    public void Streams_are_independent()
    {
        const int Streams = 200_000;
        var numbers = Enumerable.Range(0, Streams).Select(k => (double)Stream(k, 1)[0]).ToArray();
        Assert.Equal(0, numbers.Average(), 5 / Math.Sqrt(Streams));
        Assert.Equal(1, numbers.Average(x => x * x), 5 * Math.Sqrt(2.0 / Streams));
        Assert.Equal(0, numbers.Zip(numbers.Skip(1), (a, b) => a * b).Average(), 5 / Math.Sqrt(Streams));
    }

    /// <summary>A longer stream begins as a shorter one does.</summary>
    [Fact]
    public void Length_changes_no_number()
    {
        var whole = Stream(5, 100);
        for (var length = 0; length < 100; length++)
            Assert.Equal(whole[..length], Stream(5, length));
    }

    private static float[] Stream(int array, int count)
    {
        var numbers = new float[count];
        NormalNumbers.Fill(RandomSequence.For(11, 22, array), numbers);
        return numbers;
    }
}
