namespace Crossbar.Compiler.Reporting.Page;

/// <summary>
/// The output errors of crossbar layers in the network, with what the layers before them got wrong: |actual − ideal| / range, range being
/// max − min of that output channel in the digital network over the images (docs/report.md).
/// </summary>
internal static class OutputErrorMeasurement
{
    /// <summary>Measures all crossbar layers.</summary>
    /// <param name="network">The compiled network.</param>
    /// <param name="images">The images, each flattened.</param>
    /// <returns>The layers in order.</returns>
    public static ImmutableArray<ErrorHistogram> Measure(CompiledNetwork network, IReadOnlyList<float[]> images)
    {
        var (digital, chip) = (new CrossbarNetwork(network.Software), new CrossbarNetwork(network.Design));
        var values = network.Layers.Select(layer => layer.Unrolled.Index + 1).ToArray();
        var (expected, actual) = (new float[images.Count][][], new float[images.Count][][]);
        ParallelFailures.Run(images.Count, n =>
        {
            // Of all values of the network only those of crossbar layers are kept.
            expected[n] = Of(digital.Trace(images[n]));
            actual[n] = Of(chip.Trace(images[n]));
        });
        return [.. network.Layers.AsParallel().AsOrdered().Select((layer, l) =>
            ErrorHistogram.Of(Errors(layer.Unrolled.OutputShape, [.. expected.Select(e => e[l])], [.. actual.Select(a => a[l])])))];

        float[][] Of(float[][] trace) => Array.ConvertAll(values, v => trace[v]);
    }

    /// <summary>The errors of one layer.</summary>
    /// <param name="shape">Shape of its output.</param>
    /// <param name="expected">What the digital network has, one array per image.</param>
    /// <param name="actual">What the chip has.</param>
    internal static IEnumerable<double> Errors(TensorShape shape, float[][] expected, float[][] actual)
    {
        var positions = shape.Length / shape.Channels;
        for (var c = 0; c < shape.Channels; c++)
        {
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            foreach (var image in expected)
            {
                foreach (var value in image.AsSpan(c * positions, positions))
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            // An output that never varies has no range to compare with.
            for (var n = 0; high > low && n < expected.Length; n++)
            {
                for (var k = c * positions; k < (c + 1) * positions; k++)
                    yield return Math.Abs((double)actual[n][k] - expected[n][k]) / ((double)high - low);
            }
        }
    }
}
