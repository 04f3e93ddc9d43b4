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
    /// <param name="chips">Number of seeds for each standard deviation but 0, from the options' seed upwards.</param>
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
        var settings = mappings.SelectMany(m => Enum.GetValues<WeightScale>().SelectMany(s => sigmas.Select(sigma => (m, s, sigma)))).ToArray();
        var rows = ImmutableArray.CreateBuilder<VariationStudyRow>();
        foreach (var (mapping, scale, sigma) in settings)
        {
            var accuracies = new double[sigma > 0 ? chips : 1];
            for (var k = 0; k < accuracies.Length; k++)
            {
                var chip = options with { Mapping = mapping, Scale = scale, ProgrammingSigma = sigma, Seed = options.Seed + k };
                var network = NetworkCompiler.Compile(software, calibration, chip);
                accuracies[k] = Evaluator.Evaluate(new CrossbarNetwork(network.Design), images).Accuracy
                    ?? throw new ArgumentException("The images have no labels.", nameof(images));
            }

            rows.Add(new VariationStudyRow(
                mapping.ToString(), scale.ToString(), sigma, accuracies.Length, accuracies.Average(), accuracies.Min(), accuracies.Max()));
            progress?.Report(rows.Count / (double)settings.Length);
        }

        return rows.ToImmutable();
    }
}
