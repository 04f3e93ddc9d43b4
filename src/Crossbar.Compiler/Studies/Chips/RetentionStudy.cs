using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Studies.Chips;

/// <summary>Accuracy against time: what programming errors, drift and noise of a device leave of it, on several chips, with each compensation.</summary>
public static class RetentionStudy
{
    private const string Software = "software";
    private const string AsDesigned = "as designed";

    /// <summary>How its table is made: an item is a chip, a row all chips of an age and compensation.</summary>
    public static StudyKind<DrawnChip, RetentionRow> Kind { get; } = new("retention", Rows);

    /// <summary>Of some ages those that a chip's device has laws for; all of them where it has laws for none, so that it is said why.</summary>
    /// <param name="options">All options, a device among them.</param>
    /// <param name="ages">Ages, in second.</param>
    public static IReadOnlyList<double> Known(CompilerOptions options, IReadOnlyList<double> ages)
    {
        ArgumentNullException.ThrowIfNull(options);
        var laws = options.ToHardware().Device;
        double[] known = [.. ages.Where(age => new CrossbarOptions { Age = age }.Refusal(laws) is null)];
        return known.Length > 0 ? known : ages;
    }

    /// <summary>Studies a network on labelled images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images with labels.</param>
    /// <param name="options">All of them, a device among them.</param>
    /// <param name="ages">Ages, in second.</param>
    /// <param name="compensations">What is done about errors.</param>
    /// <param name="chips">Number of chips, whose seeds go up from the options'.</param>
    /// <returns>The software network, the chip as designed, then each age with each compensation.</returns>
    /// <exception cref="CompilationException">The device's laws know nothing of an age (CBX0079).</exception>
    public static StudyPlan<DrawnChip, RetentionRow> Plan(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        IReadOnlyList<double> ages,
        IReadOnlyList<ChipCompensation> compensations,
        int chips)
    {
        var hardware = options.ToHardware();
        foreach (var age in ages)
            ChipAssembly.Check(hardware, new CrossbarOptions { Age = age });
        var intended = options with { Variation = options.Variation.WithoutErrors() };
        var design = new StudiedDesign(software, calibration, intended);
        var drawn =
            from age in ages.Distinct()
            from compensation in compensations.Distinct()
            from k in Enumerable.Range(0, chips)
            let chip = options.Variation.ToChip(options.Variation.Seed + k) with { Age = age }
            select new StudyItem<DrawnChip>(FormattableString.Invariant($"{age} s {compensation}, chip {k + 1}"), progress =>
            {
                var network = ChipAssembly.Build(design.Network, chip, compensation, calibration, intended);
                return new DrawnChip(age, compensation.ToString(), Evaluator.AccuracyOf(network, images, progress), design.Note);
            });
        var device = hardware.Device?.Name ?? "";
        return new(Kind,
        [
            new(Software, progress => new DrawnChip(null, Software, Evaluator.AccuracyOf(new CrossbarNetwork(software), images, progress), device)),
            new(AsDesigned, progress => new DrawnChip(null, AsDesigned, Evaluator.AccuracyOf(new CrossbarNetwork(design.Network.Design), images, progress), design.Note)),
            .. drawn,
        ]);
    }

    // The first item names the device.
    private static IEnumerable<RetentionRow> Rows(IReadOnlyList<DrawnChip> chips)
    {
        if (chips[0].Compensation != Software)
            throw new JsonException("The software network is missing.");
        var (device, software) = (chips[0].Note, chips[0].Accuracy);
        return chips.GroupBy(chip => (chip.Age, chip.Compensation)).Select(group =>
        {
            double[] accuracies = [.. group.Select(chip => chip.Accuracy)];
            var mean = MeanInterval.OfShares(accuracies);
            return new RetentionRow(
                device, group.Key.Age, group.Key.Compensation, accuracies.Length, mean.Mean, mean.Low, mean.High, accuracies.Min(), accuracies.Max(), software - mean.Mean,
                group.Key.Compensation == Software ? "" : group.First().Note);
        });
    }
}
