using Crossbar.Compiler.Account;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Studies;

/// <summary>The whole chip in numbers (docs/chip.md).</summary>
/// <param name="Rows">A row per layer, and one of all.</param>
/// <param name="Summary">The chip in a few lines.</param>
public sealed record ChipStudy(ImmutableArray<ChipStudyRow> Rows, string Summary)
{
    /// <summary>How its table is made: a single item.</summary>
    public static StudyKind<ChipStudy, ChipStudyRow> Kind { get; } = new("chip", results => results.SelectMany(study => study.Rows)) { Note = results => results[0].Summary };

    /// <summary>The study as work.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    public static StudyPlan<ChipStudy, ChipStudyRow> Plan(NetworkDesign software, IReadOnlyList<float[]> calibration, CompilerOptions options, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(Kind, [new("all layers", progress =>
        {
            var network = NetworkCompiler.Compile(software, calibration, options, progress, diagnostics);
            return Of(ChipAccounting.Of(network, PowerMeasurement.Measure(network, options.Hardware.ReadTime, options.Hardware.Components.Definition), options));
        })]);
    }

    /// <summary>The study of a chip.</summary>
    /// <param name="chip">Its account.</param>
    public static ChipStudy Of(ChipAccount chip) => new([.. ChipStudyRow.Of(chip)], Lines(chip));

    private static string Lines(ChipAccount chip)
    {
        var (schedule, timing) = (chip.Schedule, chip.Schedule.Plan.Timing);
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"time      {schedule.Rate:G6} images/s, latency {SiNumber.Text(schedule.Latency, "s")} ({schedule.LatencyCycles} cycles, then {schedule.IntervalCycles:0.##} per image) at {schedule.Clock / 1e6:G4} MHz"),
            string.Create(CultureInfo.InvariantCulture, $"arrays    {schedule.Layers.Sum(layer => (long)layer.Arrays * layer.Copies)}, read every {Count(timing.Period, "cycle")}{(schedule.Plan.ColumnsPerAdc == 0 ? "" : $", an ADC per {Count(schedule.Plan.ColumnsPerAdc, "column")} in {(timing.AdcCycles == 1 ? "a cycle" : Count(timing.AdcCycles, "cycle"))}")}; busy {100 * chip.Busy:F1} % of the time"),
            string.Create(CultureInfo.InvariantCulture, $"energy    {SiNumber.Text(chip.Energy.Total, "J")} per image, {SiNumber.Text(chip.Power, "W")} by {chip.Components}"),
            string.Create(CultureInfo.InvariantCulture, $"area      {1e6 * chip.Area.Total:G4} mm²"),
            string.Create(CultureInfo.InvariantCulture, $"work      {chip.Operations / 1e6:G4} million operations per image: {chip.OperationsPerSecond / 1e12:G4} TOPS, {chip.OperationsPerJoule / 1e12:G4} TOPS/W{(chip.Area.Total > 0 ? $", {chip.OperationsPerSecond / 1e12 / (1e6 * chip.Area.Total):G4} TOPS/mm²" : "")}"),
        };
        if (schedule.Plan.Shortfall is { } shortfall)
            lines.Add($"slow      {shortfall}");
        lines.AddRange(chip.Left.Select((sentence, k) => $"{(k == 0 ? "left out" : "        ")}  {sentence}"));
        return string.Join('\n', lines);
    }

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{(number == 1 ? noun : $"{number} {noun}s")}");
}
