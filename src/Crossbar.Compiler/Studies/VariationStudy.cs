using System.Collections.Immutable;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Studies;

/// <summary>What programming errors cost in each way of representing weights (the paper's figure 21).</summary>
public static class VariationStudy
{
    /// <summary>Studies a network on labelled images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images with labels.</param>
    /// <param name="options">Everything that is not varied.</param>
    /// <param name="mappings">Mapping schemes.</param>
    /// <param name="sigmas">Standard deviations, in siemens.</param>
    /// <param name="chips">Number of seeds for each standard deviation (one where nothing is random), from the options' seed upwards.</param>
    /// <param name="progress">Told of the share of chips that are done, 0 to 1; null for nobody.</param>
    public static ImmutableArray<VariationStudyRow> Run(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        IReadOnlyList<MappingScheme> mappings,
        IReadOnlyList<double> sigmas,
        int chips,
        IProgress<double>? progress = null)
    {
        var settings = mappings.SelectMany(m => Enum.GetValues<WeightScale>().Select(s => (Mapping: m, Scale: s))).ToArray();
        var rows = ImmutableArray.CreateBuilder<VariationStudyRow>();
        foreach (var (mapping, scale) in settings)
        {
            // The conductances to program are the same for all chips; each chip is calibrated on its own.
            var intended = options with { Mapping = mapping, Scale = scale, ProgrammingSigma = 0, StuckOnRate = 0, StuckOffRate = 0 };
            var compiled = NetworkCompiler.Compile(software, calibration, intended);
            foreach (var sigma in sigmas)
            {
                var isPerfect = sigma == 0 && options is { StuckOnRate: 0, StuckOffRate: 0 };
                var before = new double[isPerfect ? 1 : chips];
                var after = new double[before.Length];
                for (var k = 0; k < before.Length; k++)
                {
                    var chip = compiled.OnChip(new CrossbarOptions
                    {
                        ProgrammingSigma = sigma,
                        StuckOnRate = options.StuckOnRate,
                        StuckOffRate = options.StuckOffRate,
                        Seed = options.Seed + k,
                    });
                    before[k] = Accuracy(chip, images);
                    after[k] = isPerfect ? before[k] : Accuracy(NetworkCompiler.Recalibrate(chip, calibration, intended), images);
                }

                rows.Add(new VariationStudyRow(
                    mapping.ToString(), scale.ToString(), sigma, before.Length,
                    after.Average(), after.Min(), after.Max(), before.Average(), before.Min(), before.Max()));
                progress?.Report(rows.Count / (double)(settings.Length * sigmas.Count));
            }
        }

        return rows.ToImmutable();
    }

    private static double Accuracy(CompiledNetwork chip, ImageSet images) => Evaluator.Evaluate(new CrossbarNetwork(chip.Design), images).Accuracy
        ?? throw new ArgumentException("The images have no labels.", nameof(images));
}
