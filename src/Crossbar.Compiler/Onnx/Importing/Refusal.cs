using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>A node that cannot be imported.</summary>
/// <param name="Node">The node.</param>
/// <param name="Message">Why, as full sentences; null where the importer does not have its operator.</param>
/// <param name="Remedy">What helps beyond that.</param>
/// <param name="Instance">What stands for {0} in the message; null where it says nothing of this node alone.</param>
internal sealed record Refusal(GraphNode Node, string? Message, NodeRemedy Remedy, string? Instance = null);
