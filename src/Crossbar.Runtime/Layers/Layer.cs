namespace Crossbar.Runtime.Layers;

/// <summary>One layer of a <see cref="NetworkDesign"/>: immutable data that knows how to prepare the code that runs it.</summary>
public abstract record Layer
{
    /// <summary>The layer's name: the ONNX node's, made unique.</summary>
    public required string Name { get; init; }

    /// <summary>The values that the layer reads (see <see cref="NetworkDesign.Layers"/>).</summary>
    public required ImmutableArray<int> Inputs { get; init; }

    /// <summary>Shape of the layer's output for one image.</summary>
    public required TensorShape OutputShape { get; init; }

    /// <summary>What ONNX calls what it does, for messages: an operator, or one of those that become such a layer.</summary>
    public virtual string OperatorName => GetType().Name;

    /// <summary>Does once what need not be done for every image: solves circuits, packs tables.</summary>
    /// <param name="context">Shapes of the inputs, hardware and options.</param>
    /// <returns>The code that runs the layer; thread-safe, without state of its own.</returns>
    public abstract LayerKernel Prepare(LayerContext context);
}
