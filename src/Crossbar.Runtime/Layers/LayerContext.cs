namespace Crossbar.Runtime.Layers;

/// <summary>What a layer may know when it prepares itself.</summary>
/// <param name="Index">The layer's position in <see cref="NetworkDesign.Layers"/>: part of every seed.</param>
/// <param name="InputShapes">Shapes of the layer's inputs.</param>
/// <param name="Hardware">The chip that was compiled for.</param>
/// <param name="Options">What differs from the compiled design.</param>
public sealed record LayerContext(int Index, ImmutableArray<TensorShape> InputShapes, HardwareDesign Hardware, CrossbarOptions Options)
{
    /// <summary>The chip at hand, whose wires may be others.</summary>
    public HardwareDesign Chip => Options.ChipOf(Hardware);
}
