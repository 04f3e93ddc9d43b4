namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>What is known of one tensor of the graph while it is imported.</summary>
internal abstract record GraphValue
{
    /// <summary>The result of a node that could not be imported; nodes that read it are passed over in silence.</summary>
    public static GraphValue Unknown { get; } = new UnknownValue();

    private sealed record UnknownValue : GraphValue;
}
