using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Identity (opsets 1 to 21): another name for the same tensor.</summary>
internal static class IdentityOperator
{
    /// <summary>Imports a node as nothing.</summary>
    public static void Import(NodeImport node) => node.Return(node.Value(0));
}
