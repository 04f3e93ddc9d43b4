using Crossbar.Compiler.Account;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Timing;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Reporting;

/// <summary>Draws up the report of a compile.</summary>
public static class ReportBuilder
{
    /// <summary>Reports on a compiled model.</summary>
    public static CompilationReport Build(LoadedModel model, CompiledNetwork network)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(network);
        return Build(model, network, [.. network.Layers.AsParallel().AsOrdered().Select(layer => Measure(model, layer, network.Design.Hardware))]);
    }

    /// <summary>Measures what a report tells of a layer and only the whole layer shows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">The layer as compiled, its samples with it.</param>
    /// <param name="hardware">The chip.</param>
    internal static MeasuredLayer Measure(LoadedModel model, CompiledLayer layer, HardwareDesign hardware) => new(
        PowerMeasurement.Measure(layer, hardware, model.Options.Hardware.ReadTime, model.Options.Hardware.Components.Definition),
        ConverterMeasurement.Measure(layer, hardware));

    /// <summary>Reports on a compiled model whose layers were measured.</summary>
    /// <param name="model">The model.</param>
    /// <param name="network">What was compiled of it.</param>
    /// <param name="measured">The layers, in the network's order.</param>
    internal static CompilationReport Build(LoadedModel model, CompiledNetwork network, ImmutableArray<MeasuredLayer> measured)
    {
        var power = PowerMeasurement.Sum(network, [.. measured.Select(layer => layer.Power)], model.Options.Hardware.ReadTime, model.Options.Hardware.Components.Definition);
        var settlings = SettlingMeasurement.Measure(network, model.Options.ToCapacitances());
        var layers = Enumerable.Range(0, network.Layers.Length).Select(k => Layer(model, network.Layers[k], measured[k], settlings?[k])).ToImmutableArray();
        var arrays = layers.SelectMany(l => l.Arrays).ToArray();
        long Cells(ArrayReport a) => (long)a.Rows * a.BitLines;
        return new CompilationReport(
            model.FileName,
            model.FullName,
            network.ArrayCount,
            network.DeviceCount,
            network.Layers.Sum(l => (long)((Convolution)network.Software.Layers[l.Unrolled.Index]).Weights.Length),
            arrays.Select(a => a.UsedRange).DefaultIfEmpty(1).Min(),
            arrays.Length == 0 ? 0 : arrays.Sum(a => a.MeanError * Cells(a)) / arrays.Sum(Cells),
            arrays.Select(a => a.WorstError).DefaultIfEmpty(0).Max(),
            power,
            ChipAccounting.Of(network, power, model.Options),
            layers,
            OptionTable.All.Where(d => d.Describe(model.Options) is not null).ToImmutableSortedDictionary(d => d.Name, d => d.Describe(model.Options)!, StringComparer.Ordinal));
    }

    /// <summary>The line that a build prints for a model.</summary>
    /// <param name="report">The report.</param>
    /// <param name="elapsed">How long it took.</param>
    public static string Summary(CompilationReport report, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"Crossbar: {report.Model} -> {Count(report.Layers.Length, "layer")}, {Count(report.Arrays, "array")}, {Count(report.Devices, "memristor")}, {100 * report.UsedRange:F0} % of the range, worst error {100 * report.WorstError:G2} %, {Energy(report.Power.Energy)} per image, {elapsed.TotalSeconds:F1} s{PageOf(report)}");

    internal static string Energy(double joule) => SiNumber.Text(joule, "J");

    private static string PageOf(CompilationReport report) =>
        report.Options[nameof(OutputOptions.Report)] == "true" ? $", see {CompilationReport.PageNameOf(report.ClassName)}" : "";

    private static string Count(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    private static LayerReport Layer(LoadedModel model, CompiledLayer compiled, MeasuredLayer measured, ImmutableArray<ArraySettling>? settlings)
    {
        var source = compiled.Unrolled.Source;
        var output = compiled.Unrolled.OutputShape;
        var inputs = compiled.InputRanges;
        return new LayerReport(
            source.Name,
            model.Model.Operators[compiled.Unrolled.Index],
            model.Design.ShapeOf(source.Inputs[0]).ToString(),
            output.ToString(),
            $"{source.KernelLength}×{source.Outputs / source.Groups}",
            source.Groups,
            compiled.Layer.Reads,
            inputs.Min(range => range.Minimum),
            inputs.Max(range => range.Maximum),
            measured.Converters,
            measured.Power,
            [.. compiled.Arrays.Select((a, k) => Array(a.Programmed, inputs[k], measured.Power.Tiles[k], settlings?[k]))]);
    }

    private static ArrayReport Array(ProgrammedArray array, ConverterRange input, TilePower power, ArraySettling? settling) => new(
        array.RowCount, array.Layout.BitLines, input.Minimum, input.Maximum, array.Quality.UsedRange, array.Window.Floor, array.Outcome.OrderGain,
        array.Quality.MeanError, array.Quality.WorstError, array.Quality.Solves, power, array.Outcome.Correction, settling);
}
