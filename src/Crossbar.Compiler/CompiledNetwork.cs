using System.Collections.Immutable;
using Crossbar.Runtime;

namespace Crossbar.Compiler;

/// <summary>A network whose convolutions and dense layers are crossbars.</summary>
/// <param name="Software">The digital network.</param>
/// <param name="Design">The same network on crossbars.</param>
/// <param name="Layers">The crossbar layers, in the network's order.</param>
public sealed record CompiledNetwork(NetworkDesign Software, NetworkDesign Design, ImmutableArray<CompiledLayer> Layers)
{
    /// <summary>Number of arrays: a tile with inverted inputs has two.</summary>
    public int ArrayCount => Layers.Sum(l => l.Tiles.Sum(t => t.Mapped.Layout.ArrayCount));

    /// <summary>Number of memristors.</summary>
    public long DeviceCount => Layers.Sum(l => l.Tiles.Sum(t => (long)t.Conductances.Length));
}
