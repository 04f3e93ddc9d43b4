using System.Collections.Immutable;
using Crossbar.Compiler.Data;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Studies;

/// <summary>The share of zeros among the inputs of every crossbar layer (the paper's figure 9): word lines that carry no current.</summary>
public static class SparsityStudy
{
    /// <summary>Studies a network.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="images">Test images; no labels are needed.</param>
    /// <param name="progress">Told of the share of images that are done, 0 to 1; null for nobody.</param>
    /// <returns>A row for each layer that crossbars would compute, in order.</returns>
    public static ImmutableArray<SparsityStudyRow> Run(NetworkDesign software, ImageSet images, IProgress<double>? progress = null)
    {
        var network = new CrossbarNetwork(software);
        var layers = software.Layers.OfType<Convolution>().ToArray();
        var zeros = new int[images.Count][];
        var done = 0;
        Parallel.For(0, images.Count, n =>
        {
            var image = new float[software.InputShape.Length];
            images.CopyImage(n, image);
            var values = network.Trace(image);
            zeros[n] = Array.ConvertAll(layers, layer => values[layer.Inputs[0]].AsSpan().Count(0f));
            progress?.Report(Interlocked.Increment(ref done) / (double)images.Count);
        });
        return [.. layers.Select((layer, depth) =>
        {
            var shape = software.ShapeOf(layer.Inputs[0]);
            var shares = zeros.Select(image => image[depth] / (double)shape.Length).ToArray();
            return new SparsityStudyRow(depth + 1, layer.Name, shape.ToString(), images.Count, shares.Average(), shares.Min(), shares.Max());
        })];
    }
}
