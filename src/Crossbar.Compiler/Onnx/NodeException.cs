namespace Crossbar.Compiler.Onnx;

/// <summary>A node cannot be imported; the import of the others goes on, so that all such nodes are reported at once.</summary>
/// <param name="message">What is wrong and what to do, as full sentences.</param>
internal sealed class NodeException(string message) : Exception(message)
{
    /// <summary>What stands for {0} in the message where that is said of this node alone: nodes that differ in nothing else share a line.</summary>
    public string? Instance { get; init; }

    /// <summary>What a report adds to the message.</summary>
    public NodeRemedy Remedy { get; init; }
}
