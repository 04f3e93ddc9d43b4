using System.Collections.Immutable;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Studies;

/// <summary>The error behind every crossbar layer, those of the layers before it included, for several converters (the paper's figure 19).</summary>
public static class PropagationStudy
{
    /// <summary>Studies a network.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images; no labels are needed.</param>
    /// <param name="options">Everything that is not varied.</param>
    /// <param name="bits">Resolutions of the converters.</param>
    /// <param name="progress">Told of the share of chips that are done, 0 to 1; null for nobody.</param>
    /// <returns>For each resolution the crossbar layers in order.</returns>
    public static ImmutableArray<PropagationStudyRow> Run(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        IReadOnlyList<ConverterBits> bits,
        IProgress<double>? progress = null)
    {
        var digital = new CrossbarNetwork(software);
        var rows = ImmutableArray.CreateBuilder<PropagationStudyRow>();
        for (var k = 0; k < bits.Count; k++)
        {
            var compiled = NetworkCompiler.Compile(software, calibration, options with { DacBits = bits[k].Dac, AdcBits = bits[k].Adc });
            var layers = Enumerable.Range(0, compiled.Design.Layers.Length).Where(l => compiled.Design.Layers[l] is CrossbarConvolution).ToArray();
            var errors = Compare(digital, new CrossbarNetwork(compiled.Design), images, layers);
            for (var depth = 0; depth < layers.Length; depth++)
                rows.Add(errors[depth].Row(bits[k].ToString(), depth + 1, compiled.Design.Layers[layers[depth]].Name, images.Count));
            progress?.Report((k + 1) / (double)bits.Count);
        }

        return rows.ToImmutable();
    }

    // Images in parallel, sums in their order: the same on any number of threads.
    private static LayerError[] Compare(CrossbarNetwork digital, CrossbarNetwork chip, ImageSet images, int[] layers)
    {
        var ofImages = new LayerError[images.Count][];
        Parallel.For(0, images.Count, n =>
        {
            var image = new float[digital.Design.InputShape.Length];
            images.CopyImage(n, image);
            var (expected, actual) = (digital.Trace(image), chip.Trace(image));
            ofImages[n] = Array.ConvertAll(layers, l => LayerError.Of(expected[l + 1], actual[l + 1]));
        });
        return [.. layers.Select((_, depth) => ofImages.Select(layer => layer[depth]).Aggregate((a, b) => a.With(b)))];
    }

    private readonly record struct LayerError(double Sum, double Worst, double Squares, double Power, float Least, float Greatest, long Count)
    {
        public static LayerError Of(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
        {
            double sum = 0, worst = 0, squares = 0, power = 0;
            float least = float.PositiveInfinity, greatest = float.NegativeInfinity;
            for (var k = 0; k < expected.Length; k++)
            {
                var error = Math.Abs((double)actual[k] - expected[k]);
                sum += error;
                worst = Math.Max(worst, error);
                squares += error * error;
                power += (double)expected[k] * expected[k];
                least = Math.Min(least, expected[k]);
                greatest = Math.Max(greatest, expected[k]);
            }

            return new LayerError(sum, worst, squares, power, least, greatest, expected.Length);
        }

        public LayerError With(LayerError other) => new(
            Sum + other.Sum, Math.Max(Worst, other.Worst), Squares + other.Squares, Power + other.Power,
            Math.Min(Least, other.Least), Math.Max(Greatest, other.Greatest), Count + other.Count);

        // A layer whose outputs never vary has no range to compare with: its errors are then absolute.
        public PropagationStudyRow Row(string bits, int depth, string layer, int images)
        {
            var range = Greatest > Least ? (double)Greatest - Least : 1;
            return new PropagationStudyRow(bits, depth, layer, images, Sum / Count / range, Worst / range, Math.Sqrt(Squares / (Power > 0 ? Power : 1)));
        }
    }
}
