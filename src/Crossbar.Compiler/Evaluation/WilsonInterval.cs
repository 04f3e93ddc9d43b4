namespace Crossbar.Compiler.Evaluation;

/// <summary>Wilson's score interval of a proportion (Wilson, J. Am. Stat. Assoc. 22, 1927).</summary>
/// <param name="Low">Lower end, 0 to 1.</param>
/// <param name="High">Upper end, 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    // The 97.5 % quantile of the normal distribution: 95 % lie within this many standard deviations.
    private const double Z = 1.959963984540054;

    /// <summary>The 95 % interval of <paramref name="successes"/> out of <paramref name="trials"/>.</summary>
    public static WilsonInterval Of(int successes, int trials)
    {
        double n = trials;
        var share = successes / n;
        var denominator = 1 + (Z * Z / n);
        var centre = share + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return new WilsonInterval(Math.Max(0, (centre - half) / denominator), Math.Min(1, (centre + half) / denominator));
    }
}
