using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Studies.Running;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies;

/// <summary>Accuracy for every combination of mapping, conversion and converters (the paper's table 6).</summary>
public static class AccuracyStudy
{
    /// <summary>How its table is made: an item is a row, the software network first.</summary>
    public static StudyKind<AccuracyStudyRow, AccuracyStudyRow> Kind { get; } = new("accuracy", rows => rows);

    /// <summary>Names of the options that its items have values of their own for.</summary>
    public static ImmutableArray<string> Varied { get; } =
        [nameof(CompilerOptions.Mapping), nameof(CompilerOptions.Conversion), nameof(ConverterOptions.DacBits), nameof(ConverterOptions.AdcBits)];

    /// <summary>Studies a network on labelled images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images with labels.</param>
    /// <param name="options">Everything that is not varied.</param>
    /// <param name="mappings">Mapping schemes.</param>
    /// <param name="conversions">Conversions.</param>
    /// <param name="bits">Resolutions of the converters.</param>
    /// <returns>The software network, then a row for each combination in order; one that cannot be compiled says why.</returns>
    public static StudyPlan<AccuracyStudyRow, AccuracyStudyRow> Plan(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        IReadOnlyList<MappingScheme> mappings,
        IReadOnlyList<ConversionMethod> conversions,
        IReadOnlyList<ConverterBits> bits)
    {
        var digital = new Lazy<EvaluationResult>(() => Evaluator.Evaluate(new CrossbarNetwork(software), images));
        var chips =
            from mapping in mappings.Distinct()
            from conversion in conversions.Distinct()
            from resolution in bits.Distinct()
            let chip = options with
            {
                Mapping = options.Mapping with { Scheme = mapping },
                Conversion = options.Conversion with { Method = conversion },
                Converters = options.Converters with { DacBits = resolution.Dac, AdcBits = resolution.Adc },
            }
            select new StudyItem<AccuracyStudyRow>($"{mapping} {conversion} {resolution}", progress => Study(chip, resolution, progress));
        return new(Kind, [new("software", _ => Row("", "", "software", digital.Value, null)), .. chips])
        {
            Varies = Varied,
        };

        AccuracyStudyRow Study(CompilerOptions chip, ConverterBits resolution, IProgress<double>? progress)
        {
            try
            {
                return SolvedCircuits.Run(() =>
                {
                    var warnings = new DiagnosticBag();
                    var compiled = NetworkCompiler.Compile(software, calibration, chip, null, warnings);
                    var result = Evaluator.Evaluate(new CrossbarNetwork(compiled.Design), images, progress);
                    return Row(chip.Mapping.Scheme.ToString(), chip.Conversion.Method.ToString(), resolution.ToString(), result, PairedInterval.Of(digital.Value, result), WarningNote.Of(warnings));
                });
            }
            catch (CompilationException failure) when (failure.IsAboutTheChip)
            {
                return new AccuracyStudyRow(
                    chip.Mapping.Scheme.ToString(), chip.Conversion.Method.ToString(), resolution.ToString(), images.Count, null, null, null, null, null, null, failure.Summary);
            }
        }
    }

    private static AccuracyStudyRow Row(string mapping, string conversion, string bits, EvaluationResult result, PairedInterval? loss, string note = "") => new(
        mapping, conversion, bits, result.Images, result.Accuracy, result.Interval?.Low, result.Interval?.High, loss?.Difference, loss?.Low, loss?.High, note);
}
