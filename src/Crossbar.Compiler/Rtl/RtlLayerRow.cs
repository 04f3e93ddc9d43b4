using Crossbar.Compiler.Scheduling.Streams;
using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>A layer of the digital half; its properties are the columns of what <c>crossbar rtl --table</c> prints.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Module">Its module.</param>
/// <param name="Arrays">Its arrays.</param>
/// <param name="Reads">Reads of its arrays per image; none where it has no arrays.</param>
/// <param name="Output">What it gives, channels × pixels.</param>
/// <param name="OutputBits">Bits of a number of it, in two's complement.</param>
/// <param name="FractionBits">How many of these are behind the binary point.</param>
/// <param name="MultiplierBits">Bits of the multipliers that ADC codes meet.</param>
/// <param name="AccumulatorBits">Bits of the sums, which no codes overflow.</param>
/// <param name="Shift">How many of these are rounded away.</param>
/// <param name="FifoDepths">Depths of the FIFOs in front of its inputs, in beats, for arrays that take a cycle; empty where nothing is joined.</param>
public sealed record RtlLayerRow(
    string Layer, string Module, int Arrays, int? Reads, string Output, int OutputBits, int FractionBits, int? MultiplierBits, int? AccumulatorBits, int? Shift, string FifoDepths)
{
    /// <summary>The rows of a chip.</summary>
    /// <param name="design">The chip.</param>
    internal static ImmutableArray<RtlLayerRow> Of(RtlDesign design)
    {
        var depths = design.Pipeline.Fifos;
        return [.. design.Layers.Select((layer, k) => Of(layer, layer.Inputs.Length == 1 ? [] : [.. layer.Inputs.Select((_, i) => depths.AtFullRate(k, i, ArrayTiming.Fastest, [.. design.Plan.Copies.Select(_ => 1)]))]))];
    }

    private static RtlLayerRow Of(RtlLayer layer, int[] depths)
    {
        var crossbars = layer.Planned as FixedPointCrossbars;
        return new RtlLayerRow(
            layer.Planned.Layer.Name,
            layer.Module,
            crossbars?.Crossbars.Tiles.Length ?? 0,
            crossbars?.Crossbars.Reads,
            string.Create(CultureInfo.InvariantCulture, $"{layer.Output.Elements}x{layer.Output.Beats}"),
            layer.Output.Bits,
            layer.Planned.Output.FractionBits,
            crossbars?.MultiplierBits,
            crossbars?.AccumulatorBits,
            crossbars?.Shift,
            string.Join(", ", depths));
    }
}
