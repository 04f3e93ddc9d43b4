using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Timing;

/// <summary>Measures how long a compiled network's arrays take to settle.</summary>
public static class SettlingMeasurement
{
    /// <summary>Measures all arrays.</summary>
    /// <param name="network">The network, its cells as compiled or as a chip has them.</param>
    /// <param name="capacitances">What the wires have to be charged with; null where it is not considered.</param>
    /// <returns>Of each layer one for each tile; null where it is not considered.</returns>
    public static ImmutableArray<ImmutableArray<ArraySettling>>? Measure(CompiledNetwork network, NodeCapacitances? capacitances)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (capacitances is not { } charged)
            return null;
        var work = network.Layers.SelectMany((layer, l) => Enumerable.Range(0, layer.Arrays.Length).Select(tile => (Layer: l, Tile: tile))).ToArray();
        var settlings = new ArraySettling[work.Length];
        ParallelFailures.Run(work.Length, k => settlings[k] = new ArrayResponse(network.Layers[work[k].Layer], work[k].Tile, network.Design.Hardware, charged).Settling);
        return [.. Enumerable.Range(0, network.Layers.Length).Select(l => settlings.Where((_, k) => work[k].Layer == l).ToImmutableArray())];
    }
}
