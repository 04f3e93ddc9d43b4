namespace Crossbar.Compiler.Export.Graph;

/// <summary>One layer on its way into a graph.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Index">The layer's position in the network.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="InputShapes">Shapes of its inputs.</param>
/// <param name="Hardware">The chip.</param>
internal sealed record LayerExport(
    ExportedGraph Graph, int Index, Layer Layer, ImmutableArray<ExportedValue> Inputs, ImmutableArray<TensorShape> InputShapes, HardwareDesign Hardware)
{
    /// <summary>The layer's first input.</summary>
    public ExportedValue Input => Inputs[0];

    /// <summary>Dimensions of the layer's output.</summary>
    public ImmutableArray<int> OutputDimensions => Layer.OutputShape.Dimensions;

    /// <summary>Adds a node (<see cref="ExportedGraph.Node"/>).</summary>
    public string Node(string operatorName, string[] inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        Graph.Node(operatorName, inputs, attributes);

    /// <summary>The layer's output: a tensor that has these dimensions, with those of the layer.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="dimensions">Its dimensions without the batch.</param>
    public ExportedValue Result(string tensor, params ReadOnlySpan<int> dimensions) =>
        new(OutputDimensions.AsSpan().SequenceEqual(dimensions) ? tensor : Graph.Reshape(tensor, OutputDimensions.AsSpan()), OutputDimensions, Inputs.All(i => i.IsConstant));

    /// <summary>The layer's output: a tensor that has its dimensions.</summary>
    public ExportedValue Result(string tensor) => Result(tensor, OutputDimensions.AsSpan());
}
