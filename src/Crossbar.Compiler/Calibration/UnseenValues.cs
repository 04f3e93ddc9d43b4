using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>
/// What a converter must expect beyond the calibration data. A handful of images shows a column of a dense layer a handful of
/// values, and a range around those would clip the next image; so a share of the weight is given to a normal distribution with
/// the predictive variance that so few samples leave (Student's t: s²·(1 + 1/n)·(n − 1)/(n − 3)).
/// </summary>
public readonly struct UnseenValues
{
    private const double Reach = 5;

    private readonly double _mean;
    private readonly double _deviation;

    private UnseenValues(double mean, double deviation, double weight)
    {
        _mean = mean;
        _deviation = deviation;
        Weight = weight;
    }

    /// <summary>Expects nothing else than what was seen.</summary>
    public static UnseenValues None => default;

    /// <summary>How many values the expectation weighs.</summary>
    public double Weight { get; }

    /// <summary>Expects what normally distributed values would do.</summary>
    /// <param name="values">The values that were seen; at least one.</param>
    /// <param name="images">How many images they come from: values of one image are not independent.</param>
    public static UnseenValues Normal(ReadOnlySpan<float> values, int images)
    {
        double mean = 0, variance = 0;
        foreach (var value in values)
            mean += value;
        mean /= values.Length;
        foreach (var value in values)
            variance += (value - mean) * (value - mean);
        double n = Math.Max(images, 4);
        variance = variance / Math.Max(values.Length - 1, 1) * (1 + (1 / n)) * (n - 1) / (n - 3);
        return new UnseenValues(mean, Math.Sqrt(variance), values.Length / (1 + Math.Sqrt(images)));
    }

    /// <summary>The range of values seen and expected.</summary>
    public ConverterRange Widen(ConverterRange seen) => Weight == 0 ? seen : new ConverterRange(
        Math.Min(seen.Minimum, (float)(_mean - (Reach * _deviation))),
        Math.Max(seen.Maximum, (float)(_mean + (Reach * _deviation))));

    /// <summary>Expected squared distance of values below a limit from that limit.</summary>
    public double ClippedBelow(double limit) => Weight == 0 ? 0 : Tail((_mean - limit) / _deviation);

    /// <summary>Expected squared distance of values above a limit from that limit.</summary>
    public double ClippedAbove(double limit) => Weight == 0 ? 0 : Tail((limit - _mean) / _deviation);

    // E[(x − z)²; x > z] = (1 + z²)·Q(z) − z·φ(z) for a standard normal x.
    private double Tail(double z)
    {
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        return Weight * _deviation * _deviation * Math.Max(0, ((1 + (z * z)) * UpperTail(z, density)) - (z * density));
    }

    // Zelen and Severo's formula 26.2.17 (Abramowitz and Stegun): absolute error below 7.5e-8.
    private static double UpperTail(double z, double density)
    {
        if (z < 0)
            return 1 - UpperTail(-z, density);
        var t = 1 / (1 + (0.2316419 * z));
        return density * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
    }
}
