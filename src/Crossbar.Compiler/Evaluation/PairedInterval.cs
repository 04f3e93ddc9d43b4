namespace Crossbar.Compiler.Evaluation;

/// <summary>
/// How much less accurate one network is than another on the same images, with a 95 % interval. Images that both name alike say
/// nothing of the difference, so it is far narrower than that of either accuracy: Wald's interval for paired proportions with Agresti
/// and Min's adjustment (Statistics in Medicine 24, 2005), half an image added to each of the four cells.
/// </summary>
/// <param name="Difference">The reference's accuracy less the other's.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct PairedInterval(double Difference, double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <summary>Compares two results on the same images; null where classes are not known.</summary>
    /// <param name="reference">The better one, supposedly.</param>
    /// <param name="other">The other.</param>
    /// <exception cref="ArgumentException">They are of different numbers of images.</exception>
    public static PairedInterval? Of(EvaluationResult reference, EvaluationResult other)
    {
        if (reference.IsCorrect is not { } first || other.IsCorrect is not { } second)
            return null;
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} and {second.Length} images cannot be paired.", nameof(other));
        var lost = 0;
        var won = 0;
        for (var k = 0; k < first.Length; k++)
        {
            lost += first[k] && !second[k] ? 1 : 0;
            won += !first[k] && second[k] ? 1 : 0;
        }

        return Of(lost, won, first.Length);
    }

    /// <summary>From the numbers of images that only one of the two names rightly.</summary>
    /// <param name="lost">Those that only the reference names rightly.</param>
    /// <param name="won">Those that only the other names rightly.</param>
    /// <param name="images">All.</param>
    public static PairedInterval Of(int lost, int won, int images)
    {
        var (b, c, n) = (lost + 0.5, won + 0.5, images + 2.0);
        var centre = (b - c) / n;
        var half = Z * Math.Sqrt(b + c - ((b - c) * (b - c) / n)) / n;
        return new PairedInterval((double)(lost - won) / images, centre - half, centre + half);
    }
}
