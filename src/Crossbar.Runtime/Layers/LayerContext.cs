using System.Collections.Immutable;

namespace Crossbar.Runtime.Layers;

/// <summary>What a layer may know when it prepares itself.</summary>
/// <param name="Index">The layer's position in <see cref="NetworkDesign.Layers"/>: part of every seed.</param>
/// <param name="InputShapes">Shapes of the layer's inputs.</param>
/// <param name="Hardware">The chip.</param>
/// <param name="Options">What differs from the compiled design.</param>
public sealed record LayerContext(int Index, ImmutableArray<TensorShape> InputShapes, HardwareDesign Hardware, CrossbarOptions Options);
