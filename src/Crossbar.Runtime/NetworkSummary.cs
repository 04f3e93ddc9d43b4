using Crossbar.Build;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Runtime;

/// <summary>The crossbar layers of a network in figures; <see cref="ToString"/> draws the table.</summary>
/// <param name="Layers">The layers on crossbars, in the network's order.</param>
public sealed record NetworkSummary(ImmutableArray<LayerSummary> Layers)
{
    private static readonly string[] Heading = ["layer", "kernel", "reads", "arrays", "largest", "memristors", "range used"];

    /// <summary>Number of arrays.</summary>
    public int Arrays => Layers.Sum(l => l.Arrays);

    /// <summary>Number of memristors, reference columns included.</summary>
    public long Devices => Layers.Sum(l => l.Devices);

    /// <summary>Sums up a design.</summary>
    public static NetworkSummary Of(NetworkDesign design)
    {
        var devices = design.Hardware.MaxConductance - design.Hardware.MinConductance;
        return new NetworkSummary([.. design.Layers.OfType<CrossbarConvolution>().Select(layer => Summarize(layer, devices))]);
    }

    /// <summary>The table, a line per layer and one of totals.</summary>
    public override string ToString()
    {
        var rows = new List<string[]> { Heading };
        foreach (var l in Layers)
            rows.Add([l.Name, $"{l.KernelLength}×{l.Outputs}", Text(l.Reads), Text(l.Arrays), $"{l.LargestRows}×{l.LargestBitLines}", Text(l.Devices), Percent(l.UsedRange)]);
        rows.Add(["total", "", "", Text(Arrays), "", Text(Devices), ""]);
        return new StringBuilder().AppendTable(rows, [.. Heading.Select((_, column) => column == 0)]).ToString();
    }

    private static LayerSummary Summarize(CrossbarConvolution layer, double deviceRange)
    {
        var largest = layer.Tiles.MaxBy(t => t.Conductances.Length)!;
        return new LayerSummary(
            layer.Name,
            layer.KernelLength,
            layer.Bias.Length,
            layer.Reads,
            layer.Tiles.Sum(t => t.Layout.ArrayCount),
            largest.RowCount,
            largest.BitLines,
            layer.Tiles.Sum(t => (long)t.DeviceCount),
            layer.Tiles.Min(t => t.ConductanceRange) / deviceRange);
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
