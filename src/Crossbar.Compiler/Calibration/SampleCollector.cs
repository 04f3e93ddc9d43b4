using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Calibration;

/// <summary>Runs the software network on the calibration images and keeps, for every convolution, a seeded sample of its windows.</summary>
public static class SampleCollector
{
    /// <summary>Most windows kept of one layer: enough for ranges and fits, little enough for any network.</summary>
    public const int MaxWindows = 4096;

    /// <summary>Collects the samples of the given layers.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="layers">Its convolutions as they are unrolled.</param>
    /// <param name="images">The calibration images, each [C, H, W] flattened.</param>
    /// <param name="seed">Seed of the choice of windows.</param>
    /// <returns>One sample set a layer, in the order of <paramref name="layers"/>.</returns>
    public static LayerSamples[] Collect(CrossbarNetwork software, IReadOnlyList<MappedLayer> layers, IReadOnlyList<float[]> images, int seed)
    {
        var samples = new LayerSamples[layers.Count];
        var gathers = new WindowGather[layers.Count];
        for (var k = 0; k < layers.Count; k++)
        {
            var (layer, input) = (layers[k].Source, layers[k].InputShape);
            gathers[k] = new WindowGather(layer.Window, input, layer.OutputShape);
            var rows = input.Channels * layer.Window.Taps;
            var count = (int)Math.Min((long)images.Count * gathers[k].Positions, MaxWindows);
            samples[k] = new LayerSamples(rows, count, images.Count, new float[rows * count]);
        }

        Parallel.For(0, images.Count, n =>
        {
            var values = software.Trace(images[n]);
            for (var k = 0; k < layers.Count; k++)
                Gather(layers[k].Source, values, gathers[k], samples[k], n, images.Count, RandomSequence.For(seed, layers[k].Index, n));
        });
        return samples;
    }

    // Image n owns the windows [n·Count/N, (n+1)·Count/N), so that the result does not depend on which image is traced first.
    private static void Gather(
        Convolution layer, float[][] values, WindowGather gather, LayerSamples samples, int image, int images, RandomSequence random)
    {
        var first = (int)((long)image * samples.Count / images);
        var count = (int)((long)(image + 1) * samples.Count / images) - first;
        var positions = new int[gather.Positions];
        for (var p = 0; p < positions.Length; p++)
            positions[p] = p;
        var channels = samples.Rows / layer.Window.Taps;
        var window = new float[samples.Rows];
        for (var k = 0; k < count; k++)
        {
            var chosen = k + random.NextBelow(positions.Length - k);
            (positions[k], positions[chosen]) = (positions[chosen], positions[k]);
            gather.Gather(values[layer.Inputs[0]], 0, channels, positions[k], 1, 0, window, 1);
            for (var row = 0; row < window.Length; row++)
                samples.Windows[(row * samples.Count) + first + k] = window[row];
        }
    }
}
