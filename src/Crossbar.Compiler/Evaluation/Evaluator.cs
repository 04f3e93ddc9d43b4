using System.Diagnostics;
using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Evaluation;

/// <summary>Runs a network over a set of images.</summary>
public static class Evaluator
{
    // Large enough to keep all cores busy, small enough that progress is seen and memory stays flat.
    private const int BatchSize = 256;

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">The images.</param>
    /// <param name="progress">Told of the share of images that are done, 0 to 1; null for nobody.</param>
    /// <exception cref="CompilationException">The scores of an image are no numbers (CBX0016).</exception>
    public static EvaluationResult Evaluate(CrossbarNetwork network, ImageSet images, IProgress<double>? progress = null)
    {
        var length = network.Design.InputShape.Length;
        var classes = network.ClassCount;
        var scores = new float[images.Count * classes];
        var batch = new float[Math.Min(BatchSize, images.Count) * length];
        var watch = new Stopwatch();
        for (var first = 0; first < images.Count; first += BatchSize)
        {
            var count = Math.Min(BatchSize, images.Count - first);
            for (var n = 0; n < count; n++)
                images.CopyImage(first + n, batch.AsSpan(n * length, length));
            watch.Start();
            try
            {
                network.PredictBatch(batch.AsMemory(0, count * length), scores.AsMemory(first * classes, count * classes));
            }
            catch (ArithmeticException)
            {
                throw new CompilationException(Descriptors.NotComputable, images.Path, FormattableString.Invariant(
                    $"the network's scores for image {first + FirstWrong(network, batch.AsSpan(0, count * length))} are no finite numbers: on their way through it numbers left the range of single precision. Scale the images as the network was trained on (InputScale, InputMean, InputStd)."));
            }

            watch.Stop();
            progress?.Report((first + count) / (double)images.Count);
        }

        var correct = images.HasLabels ? Judge(images, scores, classes) : null;
        return new EvaluationResult(images.Count, correct?.Count(c => c), watch.Elapsed.TotalSeconds / images.Count, scores, correct);
    }

    /// <summary>The share of labelled images that a network names rightly, 0 to 1.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">The images.</param>
    /// <param name="progress">Told of the share of images that are done, 0 to 1; null for nobody.</param>
    /// <exception cref="ArgumentException">The images have no labels.</exception>
    /// <exception cref="CompilationException">The scores of an image are no numbers (CBX0016).</exception>
    public static double AccuracyOf(CrossbarNetwork network, ImageSet images, IProgress<double>? progress = null) =>
        Evaluate(network, images, progress).Accuracy ?? throw new ArgumentException("The images have no labels.", nameof(images));

    private static int FirstWrong(CrossbarNetwork network, ReadOnlySpan<float> images)
    {
        var scores = new float[network.ClassCount];
        var length = network.Design.InputShape.Length;
        for (var n = 0; ; n++)
        {
            try
            {
                network.Predict(images.Slice(n * length, length), scores);
            }
            catch (ArithmeticException)
            {
                return n;
            }
        }
    }

    private static bool[] Judge(ImageSet images, ReadOnlySpan<float> scores, int classes)
    {
        var correct = new bool[images.Count];
        for (var n = 0; n < correct.Length; n++)
        {
            var row = scores.Slice(n * classes, classes);
            var best = 0;
            for (var k = 1; k < classes; k++)
            {
                if (row[k] > row[best])
                    best = k;
            }

            correct[n] = best == images.Label(n);
        }

        return correct;
    }
}
