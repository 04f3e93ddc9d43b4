using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Studies;

/// <summary>What programming errors cost in each way of representing weights (the paper's figure 21).</summary>
public static class ProgrammingStudy
{
    /// <summary>How its table is made: an item is a chip, a row all chips of a setting.</summary>
    public static StudyKind<ChipAccuracy, ProgrammingStudyRow> Kind { get; } = new("programming", Rows);

    /// <summary>Studies a network on labelled images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images with labels.</param>
    /// <param name="options">Everything that is not varied.</param>
    /// <param name="mappings">Mapping schemes.</param>
    /// <param name="scales">Weight scales.</param>
    /// <param name="sigmas">Standard deviations, in siemens.</param>
    /// <param name="chips">Number of seeds for each standard deviation (one where nothing is random), from the options' seed upwards.</param>
    public static StudyPlan<ChipAccuracy, ProgrammingStudyRow> Plan(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        IReadOnlyList<MappingScheme> mappings,
        IReadOnlyList<WeightScale> scales,
        IReadOnlyList<double> sigmas,
        int chips)
    {
        var items =
            from mapping in mappings.Distinct()
            from scale in scales.Distinct()
            // The conductances to program are the same for all chips; each chip is calibrated on its own.
            let intended = options with
            {
                Mapping = options.Mapping with { Scheme = mapping, Scale = scale },
                Variation = options.Variation.WithoutErrors(),
            }
            let compiled = new Lazy<CompiledNetwork>(() => NetworkCompiler.Compile(software, calibration, intended))
            from sigma in sigmas.Distinct()
            let isPerfect = sigma == 0 && options.Variation is { StuckOnRate: 0, StuckOffRate: 0 } && options.Variation.ToConverterErrors().IsNone
            from k in Enumerable.Range(0, isPerfect ? 1 : chips)
            let errors = options.Variation.ToChip(options.Variation.Seed + k) with { ProgrammingSigma = sigma }
            select new StudyItem<ChipAccuracy>(
                FormattableString.Invariant($"{mapping} {scale} {sigma} S, chip {k + 1}"), progress => Study(compiled.Value, intended, errors, isPerfect, progress));
        return new(Kind, [.. items]) { Varies = [nameof(CompilerOptions.Mapping), nameof(MappingOptions.Scale), nameof(VariationOptions.ProgrammingSigma)] };

        ChipAccuracy Study(CompiledNetwork compiled, CompilerOptions intended, CrossbarOptions errors, bool isPerfect, IProgress<double>? progress)
        {
            var chip = compiled.OnChip(errors);
            var before = AccuracyOf(chip);
            progress?.Report(0.5);
            var after = isPerfect ? before : AccuracyOf(NetworkCompiler.Recalibrate(chip, calibration, intended));
            return new ChipAccuracy(intended.Mapping.Scheme.ToString(), intended.Mapping.Scale.ToString(), errors.ProgrammingSigma, before, after);
        }

        double AccuracyOf(CompiledNetwork chip) => Evaluator.AccuracyOf(new CrossbarNetwork(chip.Design), images);
    }

    private static IEnumerable<ProgrammingStudyRow> Rows(IReadOnlyList<ChipAccuracy> chips) =>
        chips.GroupBy(chip => (chip.Mapping, chip.Scale, chip.Sigma)).Select(group =>
        {
            double[] before = [.. group.Select(chip => chip.Before)];
            double[] after = [.. group.Select(chip => chip.After)];
            var (mean, meanBefore) = (MeanInterval.Of(after), MeanInterval.Of(before));
            return new ProgrammingStudyRow(
                group.Key.Mapping, group.Key.Scale, group.Key.Sigma, after.Length,
                mean.Mean, mean.Low, mean.High, after.Min(), after.Max(), meanBefore.Mean, meanBefore.Low, meanBefore.High, before.Min(), before.Max());
        });
}
