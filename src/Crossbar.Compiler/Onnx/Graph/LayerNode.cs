namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>A layer of the network that is being built, joined to its inputs by reference so that passes can rewire it.</summary>
/// <param name="layer">The layer; its own Inputs are empty until the design is made.</param>
/// <param name="operatorName">The ONNX operator that it came from.</param>
/// <param name="inputs">The layers that it reads; null is the network's input.</param>
internal sealed class LayerNode(Layer layer, string operatorName, ImmutableArray<LayerNode?> inputs)
{
    /// <summary>The layer.</summary>
    public Layer Layer { get; set; } = layer;

    /// <summary>The ONNX operator that it came from.</summary>
    public string Operator { get; } = operatorName;

    /// <summary>The layers that it reads; null is the network's input.</summary>
    public ImmutableArray<LayerNode?> Inputs { get; set; } = inputs;
}
