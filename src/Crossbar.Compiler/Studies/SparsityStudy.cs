using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Studies;

/// <summary>The share of zeros among the inputs of every crossbar layer (the paper's figure 9): word lines that carry no current.</summary>
public static class SparsityStudy
{
    // Small enough that an interruption costs little, large enough that files are few.
    private const int BlockSize = 500;

    /// <summary>How its table is made: an item is a block of images, a row per layer.</summary>
    public static StudyKind<ZeroCounts, SparsityStudyRow> Kind { get; } = new("sparsity", Rows);

    /// <summary>Studies a network.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="images">Test images; no labels are needed.</param>
    /// <returns>A row for each layer that crossbars would compute, in order.</returns>
    public static StudyPlan<ZeroCounts, SparsityStudyRow> Plan(NetworkDesign software, ImageSet images)
    {
        var network = new CrossbarNetwork(software);
        var layers = software.Layers.OfType<Convolution>().ToArray();
        var blocks = Enumerable.Range(0, (images.Count + BlockSize - 1) / BlockSize)
            .Select(block => (First: block * BlockSize, Count: Math.Min(BlockSize, images.Count - (block * BlockSize))));
        return new(Kind, [.. blocks.Select(block => new StudyItem<ZeroCounts>(
            FormattableString.Invariant($"images {block.First + 1} to {block.First + block.Count}"), progress => Count(block.First, block.Count, progress)))]);

        ZeroCounts Count(int first, int count, IProgress<double>? progress)
        {
            var zeros = layers.Select(_ => new int[count]).ToArray();
            var done = 0;
            ParallelFailures.Run(count, n =>
            {
                var image = new float[software.InputShape.Length];
                images.CopyImage(first + n, image);
                var values = network.Trace(image);
                for (var l = 0; l < layers.Length; l++)
                    zeros[l][n] = values[layers[l].Inputs[0]].AsSpan().Count(0f);
                progress?.Report(Interlocked.Increment(ref done) / (double)count);
            });
            return new ZeroCounts(
                [.. layers.Select(layer => layer.Name)],
                [.. layers.Select(layer => software.ShapeOf(layer.Inputs[0]).ToString())],
                [.. layers.Select(layer => software.ShapeOf(layer.Inputs[0]).Length)],
                [.. zeros.Select(layer => layer.ToImmutableArray())]);
        }
    }

    private static IEnumerable<SparsityStudyRow> Rows(IReadOnlyList<ZeroCounts> blocks)
    {
        var first = blocks[0];
        if (!blocks.All(first.HasLayersOf))
            throw new JsonException("Counts of zeros are of different networks.");
        return first.Layers.Select((layer, l) =>
        {
            double[] shares = [.. blocks.SelectMany(block => block.Zeros[l]).Select(zeros => zeros / (double)first.Inputs[l])];
            var mean = MeanInterval.Of(shares);
            return new SparsityStudyRow(l + 1, layer, first.Shapes[l], shares.Length, mean.Mean, mean.Low, mean.High, shares.Min(), shares.Max());
        });
    }
}
