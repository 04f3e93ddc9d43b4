using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Studies.Running;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies.Sweeps;

/// <summary>Any grid of options: for every point the chip's size, the errors of its arrays, its energy and its accuracy.</summary>
public static class SweepStudy
{
    // Enough to tell files apart, short enough for a column.
    private const int HashDigits = 8;

    /// <summary>How its table is made: an item is a row.</summary>
    public static StudyKind<SweepRow, SweepRow> Kind { get; } = new("sweep", Rows) { Failure = WhyNone };

    /// <summary>Reads the models of all points. Points that read a model alike share it.</summary>
    /// <param name="request">The model, and the metadata that are not varied.</param>
    /// <param name="grid">Those that are.</param>
    /// <param name="diagnostics">Receives the warnings about the first point.</param>
    /// <exception cref="CompilationException">An option or a file is wrong at some point.</exception>
    public static ImmutableArray<(SweepPoint Point, LoadedModel Model)> Load(CompilationRequest request, SweepGrid grid, DiagnosticBag diagnostics)
    {
        var read = new Dictionary<string, LoadedModel>();
        return [.. grid.Points().Select((point, k) =>
        {
            var metadata = request.Metadata.AddRange(point.Settings.Select(s => (s.Name, s.Value)));
            var model = ModelLoader.Load(request with { Metadata = metadata }, k == 0 ? diagnostics : new DiagnosticBag());
            var key = InputKey(model);
            if (read.TryGetValue(key, out var same))
                model = same with { Options = model.Options };
            else
                read.Add(key, model);
            return (point, model);
        })];
    }

    /// <summary>Plans a sweep. All data are read and checked at once, before anything is computed.</summary>
    /// <param name="points">The points with their models.</param>
    /// <param name="imagesOf">The test images for a model.</param>
    /// <param name="origin">The file that errors in metadata are attributed to; null for the command line.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="CompilationException">Images are wrong for some point.</exception>
    public static StudyPlan<SweepRow, SweepRow> Plan(
        ImmutableArray<(SweepPoint Point, LoadedModel Model)> points, Func<LoadedModel, ImageSet> imagesOf, string? origin, DiagnosticBag diagnostics)
    {
        // Points that feed the same images to the same network share them, and what the software says of them.
        var inputs = points.GroupBy(p => InputKey(p.Model)).ToDictionary(group => group.Key, group =>
        {
            var model = group.First().Model;
            var images = imagesOf(model);
            return (Images: images, Software: new Lazy<EvaluationResult>(() => Evaluator.Evaluate(new CrossbarNetwork(model.Design), images)));
        });
        var calibrations = new Dictionary<string, IReadOnlyList<float[]>>();
        foreach (var (_, model) in points)
        {
            var key = CalibrationKey(model);
            if (!calibrations.ContainsKey(key))
                calibrations.Add(key, CalibrationImages.For(model, origin, calibrations.Count == 0 ? diagnostics : new DiagnosticBag()));
        }

        return new(Kind, [.. points.Select(p =>
        {
            var shown = Shown(p.Point, p.Model);
            return new StudyItem<SweepRow>(shown.ToString(), progress =>
            {
                var (images, software) = inputs[InputKey(p.Model)];
                return Study(shown, p.Model, calibrations[CalibrationKey(p.Model)], images, software, progress);
            });
        })])
        {
            Varies = [.. points[0].Point.Settings.Select(s => s.Name)],
        };
    }

    private static SweepRow Study(
        SweepPoint point, LoadedModel model, IReadOnlyList<float[]> calibration, ImageSet images, Lazy<EvaluationResult> software, IProgress<double>? progress)
    {
        try
        {
            return SolvedCircuits.Run(() =>
            {
                var warnings = new DiagnosticBag();
                var compiled = NetworkCompiler.Compile(model.Design, calibration, model.Options, null, warnings);
                var report = ReportBuilder.Build(model, compiled);
                var result = Evaluator.Evaluate(new CrossbarNetwork(compiled.Design), images, progress);
                var loss = PairedInterval.Of(software.Value, result);
                return new SweepRow(
                    point, report.Arrays, report.Devices, report.UsedRange, report.MeanError, report.WorstError, report.Power.Energy,
                    report.Chip.Energy.Total, 1e6 * report.Chip.Area.Total, report.Chip.Schedule.Rate, report.Chip.Schedule.Latency, report.Chip.Energy.Missing, "", result.Images,
                    software.Value.Accuracy, result.Accuracy, result.Interval?.Low, result.Interval?.High, loss?.Difference, loss?.Low, loss?.High, WarningNote.Of(warnings));
            });
        }
        catch (CompilationException failure) when (failure.IsAboutTheChip)
        {
            return new SweepRow(point, null, null, null, null, null, null, null, null, null, null, "", "", images.Count, null, null, null, null, null, null, null, failure.Summary);
        }
    }

    private static IEnumerable<SweepRow> Rows(IReadOnlyList<SweepRow> rows) =>
        rows.All(row => row.Point.Settings.Select(s => s.Name).SequenceEqual(rows[0].Point.Settings.Select(s => s.Name)))
            ? rows.Select(row => row with { Pareto = row.Accuracy is not null && !rows.Any(other => IsBetter(other, row)) ? "yes" : "" })
            : throw new JsonException("Points are of different grids.");

    private static string? WhyNone(IReadOnlyList<SweepRow> rows)
    {
        if (rows.Any(row => row.Arrays is not null))
            return null;
        var reasons = rows.Select(row => row.Note).Distinct().ToArray();
        var others = reasons.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" The column Note says why each of the others cannot: there are {reasons.Length} reasons.");
        var chips = rows.Count == 1 ? "The chip of this sweep cannot be built." : string.Create(CultureInfo.InvariantCulture, $"None of the {rows.Count} chips of this sweep can be built.");
        return $"{chips} {rows[0].Point}: {reasons[0]}{others}";
    }

    // As good in all that a chip is chosen by, and better in something; chips of which other parts are known cannot be compared.
    private static bool IsBetter(SweepRow one, SweepRow other)
    {
        double[] Worth(SweepRow row) => [row.Accuracy!.Value, -row.ChipEnergy!.Value, -row.Area!.Value, row.ImagesPerSecond!.Value];
        if (one.Accuracy is null || one.LeftOut != other.LeftOut)
            return false;
        var pairs = Worth(one).Zip(Worth(other)).ToArray();
        return pairs.All(pair => pair.First >= pair.Second) && pairs.Any(pair => pair.First > pair.Second);
    }

    // All that decides which numbers the network gets, and which network it is.
    private static string InputKey(LoadedModel model) => string.Join(
        '|',
        OptionTable.All.Where(d => d.Group == OptionGroup.Data && (d is not PathOption || d.Name == nameof(DataOptions.Labels)))
            .Append(OptionTable.Find(nameof(VariationOptions.Seed))!).Select(d => d.Format(model.Options)));

    private static string CalibrationKey(LoadedModel model) => $"{InputKey(model)}|{model.Options.Data.CalibrationData}";

    // Files count by their content: a path may differ from machine to machine, and what lies there from day to day.
    private static SweepPoint Shown(SweepPoint point, LoadedModel model) => new([.. point.Settings.Select(setting =>
        OptionTable.Find(setting.Name) is { } option && option.FilesOf(model.Options) is { Length: > 0 } files
            ? setting with { Value = $"{Path.GetFileName(option.Format(model.Options).TrimEnd('/', '\\'))} ({StudyIdentity.HashOf(files)[..HashDigits]})" }
            : setting)]);
}
