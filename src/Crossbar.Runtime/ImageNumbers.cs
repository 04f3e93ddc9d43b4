namespace Crossbar.Runtime;

/// <summary>The one rule for numbers that are none: what goes into a network is finite, and so is what makes a class win.</summary>
internal static class ImageNumbers
{
    /// <summary>What to throw at an image with a value that is NaN or infinite; null for an image of finite numbers.</summary>
    /// <param name="image">The image.</param>
    /// <param name="parameter">The argument that it is, or is part of.</param>
    /// <param name="number">Its number in a batch; null for an image alone.</param>
    public static ArgumentException? RefusalOf(ReadOnlySpan<float> image, string parameter, int? number = null)
    {
        var place = FiniteValues.IndexOfOther(image);
        return place < 0 ? null : new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"Element {place} of {NameOf(number)} is {image[place]}; all must be finite numbers."), parameter);
    }

    /// <summary>What to throw where scores name no class or are no scores: one is NaN or +∞, or, for a class, all are −∞. Null for scores.</summary>
    /// <param name="scores">The network's output for one image.</param>
    /// <param name="isClassified">Whether a class is asked for.</param>
    /// <param name="number">The image's number in a batch; null for an image alone.</param>
    public static ArithmeticException? FailureOf(ReadOnlySpan<float> scores, bool isClassified, int? number = null)
    {
        if (FiniteValues.IndexOfOther(scores) < 0)
            return null;
        // A score of −∞ is the logarithm of a probability that vanished, or of a class that the network masks: it loses.
        var place = scores.IndexOfAnyExceptInRange(float.NegativeInfinity, float.MaxValue);
        if (place < 0 && isClassified && !scores.ContainsAnyExcept(float.NegativeInfinity))
            place = 0;
        return place < 0 ? null : new ArithmeticException(string.Create(
            CultureInfo.InvariantCulture,
            $"Score {place} of {NameOf(number)} is {scores[place]}: on their way through the network its numbers left the range of single precision."));
    }

    private static string NameOf(int? number) => number is { } n ? string.Create(CultureInfo.InvariantCulture, $"image {n}") : "the image";
}
