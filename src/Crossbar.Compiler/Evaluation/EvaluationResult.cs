namespace Crossbar.Compiler.Evaluation;

/// <summary>How a network does on a set of images.</summary>
/// <param name="Images">Number of images N.</param>
/// <param name="Correct">How many were named rightly; null where the images have no labels.</param>
/// <param name="SecondsPerImage">Wall-clock time per image, in seconds, with all images in one batch on all cores.</param>
/// <param name="Scores">The network's outputs, [N, classes].</param>
/// <param name="IsCorrect">Which images were named rightly, [N]; null where the images have no labels.</param>
public sealed record EvaluationResult(int Images, int? Correct, double SecondsPerImage, float[] Scores, bool[]? IsCorrect)
{
    /// <summary>Share of images that were named rightly, 0 to 1.</summary>
    public double? Accuracy => (double?)Correct / Images;

    /// <summary>The 95 % interval of the accuracy.</summary>
    public WilsonInterval? Interval => Correct is { } correct ? WilsonInterval.Of(correct, Images) : null;
}
