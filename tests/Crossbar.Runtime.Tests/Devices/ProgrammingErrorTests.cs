namespace Crossbar.Runtime.Tests.Devices;

public sealed class ProgrammingErrorTests
{
    private const double Sigma = 0.4e-6;
    private const int Count = 40000;

    [Fact]
    public void The_error_is_normal_with_the_given_deviation()
    {
        var errors = Perturb(20e-6, RandomSequence.For(7, 0, 0)).Select(g => (g - 20e-6) / Sigma).ToArray();
        // Five standard errors of the mean, the variance and the share beyond two deviations (4.55 %) of normal samples.
        Assert.Equal(0, errors.Average(), 5 / Math.Sqrt(Count));
        Assert.Equal(1, errors.Average(e => e * e), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0.0455, errors.Count(e => Math.Abs(e) > 2) / (double)Count, 5 * Math.Sqrt(0.0455 / Count));
    }

    [Fact]
    public void No_conductance_becomes_negative()
    {
        var perturbed = Perturb(0, RandomSequence.For(7, 0, 0));
        Assert.All(perturbed, g => Assert.True(g >= 0));
        Assert.Equal(0.5, perturbed.Count(g => g == 0) / (double)Count, 5 * Math.Sqrt(0.25 / Count));
    }

    [Fact]
    public void Seed_layer_and_array_each_make_another_stream_and_the_same_make_the_same()
    {
        double[] first = [.. Perturb(20e-6, RandomSequence.For(7, 3, 5)).Take(8)];
        Assert.Equal(first, Perturb(20e-6, RandomSequence.For(7, 3, 5)).Take(8));
        foreach (var other in new[] { RandomSequence.For(8, 3, 5), RandomSequence.For(7, 4, 5), RandomSequence.For(7, 3, 6), RandomSequence.For(7, 5, 3), RandomSequence.For(-7, 3, 5) })
            Assert.Empty(Perturb(20e-6, other).Take(8).Intersect(first));
    }

    [Fact]
    public void Whole_numbers_are_uniform_below_their_bound()
    {
        var random = RandomSequence.For(1, 2, 3);
        var counts = new int[7];
        for (var k = 0; k < 7000; k++)
            counts[random.NextBelow(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 1000 - 150, 1000 + 150));
    }

    private static double[] Perturb(double conductance, RandomSequence random)
    {
        var conductances = new double[Count];
        Array.Fill(conductances, conductance);
        ProgrammingError.Apply(conductances, [], Sigma, random);
        return conductances;
    }
}
