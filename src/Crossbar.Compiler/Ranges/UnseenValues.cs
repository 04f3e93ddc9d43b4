using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Ranges;

/// <summary>
/// What a converter must expect beyond the calibration data. A handful of images shows little of what a column will meet: with
/// converters of many bits nearly all of a network's error came from clipping the tails that those images lack. So a share of the
/// weight is given to a Laplace distribution, the tails that activations and sums of trained networks are known to have (Banner et
/// al., "Post training 4-bit quantization of convolutional networks", NeurIPS 2019), with the predictive variance that so few
/// samples leave (Student's t: s²·(1 + 1/n)·(n − 1)/(n − 3)).
/// </summary>
public readonly struct UnseenValues
{
    // As many images as the expectation weighs: against the default ten seen it counts by half, against hundreds it hardly does.
    private const double Images = 5;

    // Distances are counted outwards: below, of the values' negatives.
    private readonly UnseenTail _below;
    private readonly UnseenTail _above;

    private UnseenValues(double weight, UnseenTail below, UnseenTail above) => (Weight, _below, _above) = (weight, below, above);

    /// <summary>Expects nothing else than what was seen.</summary>
    public static UnseenValues None => default;

    /// <summary>How many values the expectation weighs.</summary>
    public double Weight { get; }

    /// <summary>Expects values on both sides of the mean alike, as sums of many inputs are.</summary>
    /// <param name="values">The values that were seen; at least one.</param>
    /// <param name="images">How many images they come from, at least one: values of one image are not independent.</param>
    public static UnseenValues OfSums(ReadOnlySpan<float> values, int images)
    {
        double mean = 0, variance = 0;
        foreach (var value in values)
            mean += value;
        mean /= values.Length;
        foreach (var value in values)
            variance += (value - mean) * (value - mean);
        var weight = values.Length * Images / images;
        var deviation = Spread(images) * Math.Sqrt(variance / Math.Max(values.Length - 1, 1));
        return new UnseenValues(weight, new UnseenTail(weight, -mean, deviation), new UnseenTail(weight, mean, deviation));
    }

    /// <summary>
    /// Expects values on the sides of 0 where some were seen, on each by what was seen there: activation functions have a tail on one side
    /// and on the other none, another, or a hard end.
    /// </summary>
    /// <param name="values">The values that were seen, without zeros; at least one.</param>
    /// <param name="images">How many images they come from, at least one.</param>
    public static UnseenValues OfActivations(ReadOnlySpan<float> values, int images)
    {
        var spread = Spread(images);
        return new UnseenValues(
            values.Length * Images / images, UnseenTail.Of(values, -1, Images / images, spread), UnseenTail.Of(values, 1, Images / images, spread));
    }

    /// <summary>The range of values seen and expected.</summary>
    public ConverterRange Widen(ConverterRange seen) => new(
        _below.Weight > 0 ? Math.Min(seen.Minimum, (float)-_below.End) : seen.Minimum, _above.Weight > 0 ? Math.Max(seen.Maximum, (float)_above.End) : seen.Maximum);

    /// <summary>Expected squared distance of values below a limit from that limit.</summary>
    public double ClippedBelow(double limit) => _below.Clipped(-limit);

    /// <summary>Expected squared distance of values above a limit from that limit.</summary>
    public double ClippedAbove(double limit) => _above.Clipped(limit);

    private static double Spread(int images)
    {
        double n = Math.Max(images, 4);
        return Math.Sqrt((1 + (1 / n)) * (n - 1) / (n - 3));
    }
}
