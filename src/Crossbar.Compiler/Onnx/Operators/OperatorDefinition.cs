using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>An operator that can be imported.</summary>
/// <param name="Import">Makes layers of a node.</param>
/// <param name="Since">The first operator set that has it.</param>
/// <param name="MovesElements">Whether it takes elements to other places and never computes with them.</param>
internal sealed record OperatorDefinition(Action<NodeImport> Import, int Since, bool MovesElements);
