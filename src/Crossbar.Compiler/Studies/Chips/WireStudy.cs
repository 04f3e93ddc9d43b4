using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Studies.Chips;

/// <summary>What it costs when a chip's wires are not those that it was compiled for, before and after it is calibrated on its own currents.</summary>
public static class WireStudy
{
    /// <summary>How its table is made: an item is a row.</summary>
    public static StudyKind<WireStudyRow, WireStudyRow> Kind { get; } = new("wires", rows => rows);

    /// <summary>Studies a network.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images; without labels there are no accuracies.</param>
    /// <param name="options">Everything that is not varied, the wires that are compiled for among it.</param>
    /// <param name="conversions">Conversions.</param>
    /// <param name="factors">What the chip's resistances are of those that are compiled for; finite and not negative.</param>
    /// <param name="parts">Which resistances the factors are of; the others are as compiled.</param>
    /// <returns>A row for each conversion and factor, in order; one that cannot be compiled says why.</returns>
    public static StudyPlan<WireStudyRow, WireStudyRow> Plan(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        IReadOnlyList<ConversionMethod> conversions,
        IReadOnlyList<double> factors,
        IReadOnlyCollection<WirePart> parts)
    {
        var digital = new Lazy<EvaluationResult>(() => Evaluator.Evaluate(new CrossbarNetwork(software), images));
        var items =
            from conversion in conversions.Distinct()
            let intended = options with { Conversion = options.Conversion with { Method = conversion } }
            let design = new StudiedDesign(software, calibration, intended)
            from factor in factors.Distinct()
            select new StudyItem<WireStudyRow>(FormattableString.Invariant($"{conversion} R x {factor}"), progress => Study(intended, design, factor, progress));
        return new(Kind, [.. items]) { Varies = [nameof(CompilerOptions.Conversion)] };

        WireStudyRow Study(CompilerOptions intended, StudiedDesign design, double factor, IProgress<double>? progress)
        {
            var name = intended.Conversion.Method.ToString();
            try
            {
                return SolvedCircuits.Run(() =>
                {
                    var (network, note) = (design.Network, design.Note);
                    var wires = Scaled(network.Design.Hardware, parts, factor);
                    var isAsCompiled = wires.ChipOf(network.Design.Hardware) == network.Design.Hardware;
                    var chip = isAsCompiled ? network : network.OnChip(wires);
                    var before = Evaluator.Evaluate(new CrossbarNetwork(chip.Design), images);
                    progress?.Report(0.5);
                    var after = isAsCompiled
                        ? before : Evaluator.Evaluate(new CrossbarNetwork(NetworkCompiler.Recalibrate(chip, calibration, intended).Design), images);
                    var (lossBefore, loss) = (PairedInterval.Of(digital.Value, before), PairedInterval.Of(digital.Value, after));
                    return new WireStudyRow(
                        name, factor, images.Count,
                        before.Accuracy, lossBefore?.Difference, lossBefore?.Low, lossBefore?.High, Error(before),
                        after.Accuracy, loss?.Difference, loss?.Low, loss?.High, Error(after), note);
                });
            }
            catch (CompilationException failure) when (failure.IsAboutTheChip)
            {
                return new WireStudyRow(name, factor, images.Count, null, null, null, null, null, null, null, null, null, null, failure.Summary);
            }
        }

        // Of scores that are all 0 it is absolute.
        double Error(EvaluationResult chip)
        {
            var (squares, power) = OutputError.Squares(digital.Value, chip);
            return Math.Sqrt(squares / (power > 0 ? power : chip.Scores.Length));
        }
    }

    /// <summary>A chip some of whose resistances are a multiple of those that were compiled for.</summary>
    /// <param name="compiled">The chip that was compiled for.</param>
    /// <param name="parts">Which resistances.</param>
    /// <param name="factor">The multiple.</param>
    public static CrossbarOptions Scaled(HardwareDesign compiled, IReadOnlyCollection<WirePart> parts, double factor)
    {
        var wires = compiled.Resistances;
        return new CrossbarOptions
        {
            ActualRowWireResistance = Of(WirePart.Row, wires.WordLine),
            ActualColumnWireResistance = Of(WirePart.Column, wires.BitLine),
            ActualInputResistance = Of(WirePart.Input, wires.Input),
            ActualOutputResistance = Of(WirePart.Output, wires.Output),
        };

        double? Of(WirePart part, double resistance) => parts.Contains(part) ? factor * resistance : null;
    }
}
