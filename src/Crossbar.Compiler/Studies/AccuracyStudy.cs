using System.Collections.Immutable;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Studies;

/// <summary>Accuracy for every combination of mapping, conversion and converters (the paper's table 6).</summary>
public static class AccuracyStudy
{
    /// <summary>Studies a network on labelled images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images with labels.</param>
    /// <param name="options">Everything that is not varied.</param>
    /// <param name="mappings">Mapping schemes.</param>
    /// <param name="conversions">Conversions.</param>
    /// <param name="bits">Resolutions of the converters.</param>
    /// <param name="progress">Told of the share of chips that are done, 0 to 1; null for nobody.</param>
    /// <returns>The software network, then a row for each combination in order; one that cannot be compiled says why.</returns>
    public static ImmutableArray<AccuracyStudyRow> Run(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        IReadOnlyList<MappingScheme> mappings,
        IReadOnlyList<ConversionMethod> conversions,
        IReadOnlyList<ConverterBits> bits,
        IProgress<double>? progress = null)
    {
        var digital = Evaluator.Evaluate(new CrossbarNetwork(software), images);
        var rows = ImmutableArray.CreateBuilder<AccuracyStudyRow>();
        rows.Add(Row("", "", "software", digital, null));
        foreach (var mapping in mappings)
        {
            foreach (var conversion in conversions)
            {
                foreach (var resolution in bits)
                {
                    var chip = options with { Mapping = mapping, Conversion = conversion, DacBits = resolution.Dac, AdcBits = resolution.Adc };
                    rows.Add(Study(chip, resolution));
                    progress?.Report((rows.Count - 1) / (double)(mappings.Count * conversions.Count * bits.Count));
                }
            }
        }

        return rows.ToImmutable();

        AccuracyStudyRow Study(CompilerOptions chip, ConverterBits resolution)
        {
            try
            {
                var compiled = NetworkCompiler.Compile(software, calibration, chip);
                var result = Evaluator.Evaluate(new CrossbarNetwork(compiled.Design), images);
                return Row(chip.Mapping.ToString(), chip.Conversion.ToString(), resolution.ToString(), result, PairedInterval.Of(digital, result));
            }
            catch (CompilationException failure)
            {
                return new AccuracyStudyRow(
                    chip.Mapping.ToString(), chip.Conversion.ToString(), resolution.ToString(), images.Count, null, null, null, null, null, null,
                    $"{failure.Diagnostics[0].Descriptor.Code}: {failure.Diagnostics[0].Message}");
            }
        }
    }

    private static AccuracyStudyRow Row(string mapping, string conversion, string bits, EvaluationResult result, PairedInterval? loss) => new(
        mapping, conversion, bits, result.Images, result.Accuracy, result.Interval?.Low, result.Interval?.High, loss?.Difference, loss?.Low, loss?.High);
}
