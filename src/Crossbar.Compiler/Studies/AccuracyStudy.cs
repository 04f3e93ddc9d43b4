using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Studies.Running;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies;

/// <summary>Accuracy for every combination of mapping, conversion, encodings and converters (the paper's table 6), and what each costs.</summary>
public static class AccuracyStudy
{
    /// <summary>How its table is made: an item is a row, the software network first.</summary>
    public static StudyKind<AccuracyStudyRow, AccuracyStudyRow> Kind { get; } = new("accuracy", rows => rows);

    /// <summary>Names of the options that its items have values of their own for.</summary>
    public static ImmutableArray<string> Varied { get; } =
    [
        nameof(CompilerOptions.Mapping), nameof(CompilerOptions.Conversion), nameof(ConverterOptions.DacBits), nameof(ConverterOptions.AdcBits),
        nameof(ConverterOptions.InputEncoding), nameof(ConverterOptions.InputDigitBits), nameof(MappingOptions.WeightBits), nameof(MappingOptions.CellBits),
    ];

    /// <summary>Studies a network on labelled images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images with labels.</param>
    /// <param name="options">Everything that is not varied.</param>
    /// <param name="mappings">Mapping schemes.</param>
    /// <param name="conversions">Conversions.</param>
    /// <param name="bits">Resolutions of the converters.</param>
    /// <param name="encodings">How rows are told activations; empty for the options' own.</param>
    /// <param name="digits">How cells hold weights; empty for the options' own.</param>
    /// <returns>The software network, then a row for each combination in order; one that cannot be compiled says why.</returns>
    public static StudyPlan<AccuracyStudyRow, AccuracyStudyRow> Plan(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        IReadOnlyList<MappingScheme> mappings,
        IReadOnlyList<ConversionMethod> conversions,
        IReadOnlyList<ConverterBits> bits,
        IReadOnlyList<SignalEncoding>? encodings = null,
        IReadOnlyList<WeightDigits>? digits = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (encodings is null or [])
            encodings = [SignalEncoding.Of(options.Converters)];
        if (digits is null or [])
            digits = [WeightDigits.Of(options.Mapping)];
        var digital = new Lazy<EvaluationResult>(() => Evaluator.Evaluate(new CrossbarNetwork(software), images));
        var chips =
            from mapping in mappings.Distinct()
            from conversion in conversions.Distinct()
            from encoding in encodings.Distinct()
            from weights in digits.Distinct()
            from resolution in bits.Distinct()
            let chip = options with
            {
                Mapping = options.Mapping with { Scheme = mapping, WeightBits = weights.WeightBits, CellBits = weights.CellBits },
                Conversion = options.Conversion with { Method = conversion },
                Converters = options.Converters with { DacBits = resolution.Dac, AdcBits = resolution.Adc, InputEncoding = encoding.Input, InputDigitBits = encoding.DigitBits },
            }
            select new StudyItem<AccuracyStudyRow>($"{mapping} {conversion} {encoding} {weights} {resolution}", progress => Study(chip, progress));
        return new(Kind, [new("software", _ => Row(new AccuracyStudyRow("", "", "", "", "software", 0), digital.Value, null)), .. chips])
        {
            Varies = Varied,
        };

        AccuracyStudyRow Study(CompilerOptions chip, IProgress<double>? progress)
        {
            var (mapping, converters) = (chip.Mapping, chip.Converters);
            var row = new AccuracyStudyRow(
                mapping.Scheme.ToString(), chip.Conversion.Method.ToString(), SignalEncoding.Of(converters).ToString(), WeightDigits.Of(mapping).ToString(),
                new ConverterBits(converters.DacBits, converters.AdcBits).ToString(), images.Count);
            if (OptionConflict.Of(chip).FirstOrDefault() is { } conflict)
                return row with { Note = $"{conflict.Names[0]}: {conflict.Reason}" };
            try
            {
                return SolvedCircuits.Run(() =>
                {
                    var warnings = new DiagnosticBag();
                    var compiled = NetworkCompiler.Compile(software, calibration, chip, null, warnings);
                    var result = Evaluator.Evaluate(new CrossbarNetwork(compiled.Design), images, progress);
                    var power = PowerMeasurement.Measure(compiled, chip.Hardware.ReadTime, chip.Hardware.Components.Definition);
                    return Row(row, result, PairedInterval.Of(digital.Value, result)) with
                    {
                        Arrays = compiled.ArrayCount,
                        Devices = compiled.DeviceCount,
                        Reads = power.Reads,
                        Energy = power.Energy,
                        DacEnergy = power.Converters?.Dac,
                        AdcEnergy = power.Converters?.Adc,
                        Note = WarningNote.Of(warnings),
                    };
                });
            }
            catch (CompilationException failure) when (failure.IsAboutTheChip)
            {
                return row with { Note = failure.Summary };
            }
        }
    }

    private static AccuracyStudyRow Row(AccuracyStudyRow row, EvaluationResult result, PairedInterval? loss) => row with
    {
        Images = result.Images,
        Accuracy = result.Accuracy,
        AccuracyLow = result.Interval?.Low,
        AccuracyHigh = result.Interval?.High,
        Loss = loss?.Difference,
        LossLow = loss?.Low,
        LossHigh = loss?.High,
    };
}
