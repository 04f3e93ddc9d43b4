using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Studies;

/// <summary>The error behind every crossbar layer, those of the layers before it included, for several converters (the paper's figure 19).</summary>
public static class PropagationStudy
{
    /// <summary>How its table is made: an item is a resolution, with a row for every crossbar layer.</summary>
    public static StudyKind<ImmutableArray<PropagationStudyRow>, PropagationStudyRow> Kind { get; } = new("propagation", results => results.SelectMany(rows => rows));

    /// <summary>Studies a network.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images; no labels are needed.</param>
    /// <param name="options">Everything that is not varied.</param>
    /// <param name="bits">Resolutions of the converters.</param>
    /// <returns>For each resolution the crossbar layers in order.</returns>
    public static StudyPlan<ImmutableArray<PropagationStudyRow>, PropagationStudyRow> Plan(
        NetworkDesign software, IReadOnlyList<float[]> calibration, ImageSet images, CompilerOptions options, IReadOnlyList<ConverterBits> bits)
    {
        var digital = new CrossbarNetwork(software);
        return new(Kind, [.. bits.Distinct().Select(resolution => new StudyItem<ImmutableArray<PropagationStudyRow>>(resolution.ToString(), progress =>
        {
            var compiled = NetworkCompiler.Compile(software, calibration, options with { Converters = options.Converters with { DacBits = resolution.Dac, AdcBits = resolution.Adc } });
            var layers = Enumerable.Range(0, compiled.Design.Layers.Length).Where(l => compiled.Design.Layers[l] is CrossbarConvolution).ToArray();
            var errors = Compare(digital, new CrossbarNetwork(compiled.Design), images, layers, progress);
            return [.. layers.Select((l, depth) => Row(errors.Select(image => image[depth]).ToArray(), resolution.ToString(), depth + 1, compiled.Design.Layers[l].Name))];
        }))])
        {
            Varies = [nameof(ConverterOptions.DacBits), nameof(ConverterOptions.AdcBits)],
        };
    }

    // Of each image each layer.
    private static LayerError[][] Compare(CrossbarNetwork digital, CrossbarNetwork chip, ImageSet images, int[] layers, IProgress<double>? progress)
    {
        var ofImages = new LayerError[images.Count][];
        var done = 0;
        ParallelFailures.Run(images.Count, n =>
        {
            var image = new float[digital.Design.InputShape.Length];
            images.CopyImage(n, image);
            var (expected, actual) = (digital.Trace(image), chip.Trace(image));
            ofImages[n] = Array.ConvertAll(layers, l => LayerError.Of(expected[l + 1], actual[l + 1]));
            progress?.Report(Interlocked.Increment(ref done) / (double)images.Count);
        });
        return ofImages;
    }

    // Images in their order: the same sums on any number of threads.
    private static PropagationStudyRow Row(LayerError[] images, string bits, int depth, string layer)
    {
        var all = images.Aggregate((a, b) => a.With(b));
        // A layer whose outputs never vary has no range to compare with: its errors are then absolute.
        var range = all.Greatest > all.Least ? (double)all.Greatest - all.Least : 1;
        var mean = MeanInterval.Of(Array.ConvertAll(images, image => image.Sum / image.Count / range));
        return new PropagationStudyRow(
            bits, depth, layer, images.Length, mean.Mean, mean.Low, mean.High, all.Worst / range, Math.Sqrt(all.Squares / (all.Power > 0 ? all.Power : 1)));
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
    }
}
