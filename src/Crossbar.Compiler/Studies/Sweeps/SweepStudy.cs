using System.Collections.Immutable;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Studies.Running;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Studies.Sweeps;

/// <summary>Any grid of options: for every point the chip's size, the errors of its arrays, its energy and its accuracy.</summary>
public static class SweepStudy
{
    /// <summary>How its table is made: an item is a row.</summary>
    public static StudyKind<SweepRow, SweepRow> Kind { get; } = new("sweep", rows => rows);

    /// <summary>Plans a sweep. Models and data of all points are read and checked at once, before anything is computed.</summary>
    /// <param name="request">The model, and the metadata that are not varied.</param>
    /// <param name="grid">Those that are.</param>
    /// <param name="imagesOf">The test images for a model.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="CompilationException">An option or a file is wrong at some point.</exception>
    public static StudyPlan<SweepRow, SweepRow> Plan(
        CompilationRequest request, SweepGrid grid, Func<LoadedModel, ImageSet> imagesOf, DiagnosticBag diagnostics)
    {
        var points = grid.Points().Select(point => (Point: point, Model: Load(request, point, diagnostics))).ToArray();
        // Points that feed the same images to the same network share them, and what the software says of them.
        var inputs = points.GroupBy(p => InputKey(p.Model)).ToDictionary(group => group.Key, group =>
        {
            var model = group.First().Model;
            var images = imagesOf(model);
            return (Images: images, Software: new Lazy<EvaluationResult>(() => Evaluator.Evaluate(new CrossbarNetwork(model.Design), images)));
        });
        return new(Kind, [.. points.Select(p => new StudyItem<SweepRow>($"{p.Point}{FilesOf(p.Point, p.Model)}", progress =>
        {
            var (images, software) = inputs[InputKey(p.Model)];
            return Study(p.Point, p.Model, request.Origin, images, software, progress);
        }))])
        {
            Varies = [.. grid.Axes.Select(axis => axis.Name)],
        };
    }

    private static LoadedModel Load(CompilationRequest request, SweepPoint point, DiagnosticBag diagnostics) =>
        ModelLoader.Load(request with { Metadata = request.Metadata.AddRange(point.Settings.Select(s => (s.Name, s.Value))) }, diagnostics);

    private static SweepRow Study(
        SweepPoint point, LoadedModel model, string? origin, ImageSet images, Lazy<EvaluationResult> software, IProgress<double>? progress)
    {
        try
        {
            var compiled = NetworkCompiler.Compile(model.Design, CalibrationImages.For(model, origin, new DiagnosticBag()), model.Options);
            var report = ReportBuilder.Build(model, compiled);
            var result = Evaluator.Evaluate(new CrossbarNetwork(compiled.Design), images, progress);
            var loss = PairedInterval.Of(software.Value, result);
            return new SweepRow(
                point, report.Arrays, report.Devices, report.UsedRange, report.MeanError, report.WorstError, report.Power.Energy, result.Images,
                software.Value.Accuracy, result.Accuracy, result.Interval?.Low, result.Interval?.High, loss?.Difference, loss?.Low, loss?.High);
        }
        catch (CompilationException failure)
        {
            return new SweepRow(point, null, null, null, null, null, null, images.Count, null, null, null, null, null, null, null, failure.Summary);
        }
    }

    // All that decides which numbers the network gets, and which network it is.
    private static string InputKey(LoadedModel model) => string.Join(
        '|', OptionTable.All.Where(d => d.Group == OptionGroup.Data && d is not PathOption).Append(OptionTable.Find(nameof(CompilerOptions.Seed))!).Select(d => d.Format(model.Options)));

    // Files count by their content: a path may differ from machine to machine, and what lies there from day to day.
    private static string FilesOf(SweepPoint point, LoadedModel model) => string.Concat(
        OptionTable.All.OfType<PathOption>().Where(d => !d.IsDirectory && point.Settings.Any(s => s.Name == d.Name))
            .Select(d => $" ({d.Name} is SHA-256 {StudyIdentity.HashOf(d.Format(model.Options))})"));
}
