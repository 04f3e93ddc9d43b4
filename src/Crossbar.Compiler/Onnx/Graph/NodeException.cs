namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>A node cannot be imported; the import of the others goes on, so that all such nodes are reported at once.</summary>
/// <param name="message">What is wrong and what to do, as full sentences.</param>
internal sealed class NodeException(string message) : Exception(message);
