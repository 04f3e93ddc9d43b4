using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>
/// What a converter must expect beyond the calibration data. A handful of images shows little of what a column will meet: with
/// converters of many bits nearly all of a network's error came from clipping the tails that those images lack. So a share of the
/// weight is given to a Laplace distribution, the tails that activations and sums of trained networks are known to have (Banner et
/// al., "Post training 4-bit quantization of convolutional networks", NeurIPS 2019), with the predictive variance that so few
/// samples leave (Student's t: s²·(1 + 1/n)·(n − 1)/(n − 3)).
/// </summary>
public readonly struct UnseenValues
{
    // Where the distribution is taken to end, in standard deviations: what lies beyond costs less than the rounding of 16 bits.
    private const double Reach = 8;

    // As many images as the expectation weighs: against the default ten seen it counts by half, against hundreds it hardly does.
    private const double Images = 5;

    private readonly double _mean;
    private readonly double _deviation;
    private readonly bool _oneSided;

    private UnseenValues(double mean, double variance, int count, int images, bool oneSided)
    {
        double n = Math.Max(images, 4);
        _mean = mean;
        _deviation = Math.Sqrt(variance * (1 + (1 / n)) * (n - 1) / (n - 3));
        _oneSided = oneSided;
        Weight = count * Images / images;
    }

    /// <summary>Expects nothing else than what was seen.</summary>
    public static UnseenValues None => default;

    /// <summary>How many values the expectation weighs.</summary>
    public double Weight { get; }

    /// <summary>Expects values on both sides of the mean, as sums of many inputs are.</summary>
    /// <param name="values">The values that were seen; at least one.</param>
    /// <param name="images">How many images they come from, at least one: values of one image are not independent.</param>
    public static UnseenValues TwoSided(ReadOnlySpan<float> values, int images)
    {
        double mean = 0, variance = 0;
        foreach (var value in values)
            mean += value;
        mean /= values.Length;
        foreach (var value in values)
            variance += (value - mean) * (value - mean);
        return new UnseenValues(mean, variance / Math.Max(values.Length - 1, 1), values.Length, images, oneSided: false);
    }

    /// <summary>Expects values from 0 upwards, as a ReLU gives them: the upper half of a distribution around 0.</summary>
    /// <param name="values">The values that were seen, none negative; at least one.</param>
    /// <param name="images">How many images they come from, at least one.</param>
    public static UnseenValues OneSided(ReadOnlySpan<float> values, int images)
    {
        double squares = 0;
        foreach (var value in values)
            squares += (double)value * value;
        return new UnseenValues(0, squares / values.Length, values.Length, images, oneSided: true);
    }

    /// <summary>The range of values seen and expected.</summary>
    public ConverterRange Widen(ConverterRange seen) => Weight == 0 ? seen : new ConverterRange(
        Math.Min(seen.Minimum, (float)(_oneSided ? 0 : _mean - (Reach * _deviation))),
        Math.Max(seen.Maximum, (float)(_mean + (Reach * _deviation))));

    /// <summary>Expected squared distance of values below a limit from that limit.</summary>
    public double ClippedBelow(double limit) => Weight == 0 || _oneSided ? 0 : Weight * Tail((_mean - limit) / _deviation);

    /// <summary>Expected squared distance of values above a limit from that limit.</summary>
    public double ClippedAbove(double limit) => Weight == 0 ? 0 : Weight * (_oneSided ? 2 : 1) * Tail((limit - _mean) / _deviation);

    // E[(x − z)²; x > z] of a Laplace distribution of variance σ²: σ²·e^(−√2·z)/2, and by symmetry for negative z.
    private double Tail(double z)
    {
        var beyond = 0.5 * Math.Exp(-Math.Sqrt(2) * Math.Abs(z));
        return _deviation * _deviation * (z >= 0 ? beyond : 1 + (z * z) - beyond);
    }
}
