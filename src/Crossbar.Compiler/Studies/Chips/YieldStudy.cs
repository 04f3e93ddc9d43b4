using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Studies.Running;
using MathNet.Numerics.Statistics;

namespace Crossbar.Compiler.Studies.Chips;

/// <summary>How many chips of a design are good: accuracies of chips drawn from all that varies.</summary>
public static class YieldStudy
{
    /// <summary>How its table is made: an item is a chip, the only row all of them.</summary>
    public static StudyKind<YieldChip, YieldRow> Kind { get; } = new("yield", Rows);

    /// <summary>Studies a network on labelled images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="images">Test images with labels.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="spread">What varies beside the cells' errors.</param>
    /// <param name="compensation">What is done about each chip's errors.</param>
    /// <param name="chips">Number of chips, whose seeds go up from the options'.</param>
    /// <param name="threshold">The accuracy from which on a chip is good, 0 to 1; null for <paramref name="maxLoss"/> less than software.</param>
    /// <param name="maxLoss">What a good chip may lose against software, 0 to 1.</param>
    /// <exception cref="CompilationException">The device's laws know nothing of the age (CBX0079).</exception>
    public static StudyPlan<YieldChip, YieldRow> Plan(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        ImageSet images,
        CompilerOptions options,
        ChipSpread spread,
        ChipCompensation compensation,
        int chips,
        double? threshold,
        double maxLoss)
    {
        ArgumentNullException.ThrowIfNull(spread);
        var hardware = options.ToHardware();
        ChipAssembly.Check(hardware, spread.Chip(hardware, options.Variation, options.Variation.Seed));
        var intended = options with { Variation = options.Variation.WithoutErrors() };
        var design = new StudiedDesign(software, calibration, intended);
        var digital = new Lazy<double>(() => Evaluator.AccuracyOf(new CrossbarNetwork(software), images, null));
        return new(Kind, [.. Enumerable.Range(0, chips).Select(k => new StudyItem<YieldChip>(FormattableString.Invariant($"chip {k + 1}"), progress =>
        {
            var chip = spread.Chip(hardware, options.Variation, options.Variation.Seed + k);
            var network = ChipAssembly.Build(design.Network, chip, compensation, calibration, intended);
            return new YieldChip(Evaluator.AccuracyOf(network, images, progress), digital.Value, threshold ?? (digital.Value - maxLoss), design.Note);
        }))]);
    }

    private static IEnumerable<YieldRow> Rows(IReadOnlyList<YieldChip> chips)
    {
        double[] all = [.. chips.Select(chip => chip.Accuracy).Order()];
        var (mean, first) = (MeanInterval.OfShares(all), chips[0]);
        var good = all.Count(accuracy => accuracy >= first.Threshold);
        var interval = WilsonInterval.Of(good, all.Length);
        yield return new YieldRow(
            all.Length, first.SoftwareAccuracy, mean.Mean, mean.Low, mean.High, all.Length > 1 ? all.StandardDeviation() : 0,
            all[0], Quantile(0.05), Quantile(0.25), Quantile(0.5), Quantile(0.75), Quantile(0.95), all[^1],
            first.Threshold, (double)good / all.Length, interval.Low, interval.High, first.Note);

        double Quantile(double share) => SortedArrayStatistics.Quantile(all, share);
    }
}
