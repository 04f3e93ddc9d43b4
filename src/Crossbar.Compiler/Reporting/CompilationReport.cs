using System.Text.Json.Serialization;
using Crossbar.Build;
using Crossbar.Compiler.Account;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Timing;

namespace Crossbar.Compiler.Reporting;

/// <summary>What came out of a compile, for people and programs: <c>Name.report.json</c>.</summary>
/// <param name="Model">The model's file name.</param>
/// <param name="ClassName">The generated class, with its namespace.</param>
/// <param name="Arrays">Number of crossbar arrays.</param>
/// <param name="Devices">Number of memristors, reference columns included.</param>
/// <param name="Weights">Number of weights that they hold.</param>
/// <param name="UsedRange">The least share of the conductance range that the wires leave to an array, 0 to 1.</param>
/// <param name="MeanError">Mean of |T − target| / range over all cells.</param>
/// <param name="WorstError">Largest |T − target| / range.</param>
/// <param name="Power">What the arrays use to read an image.</param>
/// <param name="Chip">The whole chip: time, energy and area.</param>
/// <param name="Layers">The layers on crossbars.</param>
/// <param name="Options">Every option that went in, as text.</param>
public sealed record CompilationReport(
    string Model,
    string ClassName,
    int Arrays,
    long Devices,
    long Weights,
    double UsedRange,
    double MeanError,
    double WorstError,
    NetworkPower Power,
    ChipAccount Chip,
    ImmutableArray<LayerReport> Layers,
    ImmutableSortedDictionary<string, string> Options)
{
    /// <summary>What earlier reports look like.</summary>
    public static OutputForm Form { get; } = OutputForm.BeginningAndHolding("{\n  \"model\": ", "\n  \"className\": ");

    /// <summary>The name of the page of a report (Reporting/Page) among a compile's files.</summary>
    /// <param name="className">The generated class, with its namespace: pages of several projects may meet in one folder.</param>
    public static string PageNameOf(string className) => className + FileNames.Page;

    /// <summary>How long each layer's arrays take to settle; null where that is not considered.</summary>
    [JsonIgnore]
    public ImmutableArray<ImmutableArray<ArraySettling>>? Settlings => Layers.Any(layer => layer.Arrays.Any(array => array.Settling is null))
        ? null : [.. Layers.Select(layer => layer.Arrays.Select(array => array.Settling!).ToImmutableArray())];

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Options).ReplaceLineEndings("\n") + "\n";
}
