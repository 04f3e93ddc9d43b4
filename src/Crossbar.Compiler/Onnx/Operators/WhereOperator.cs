using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Where (opsets 9, 16): of two tensors, element by element, the first where a condition holds and else the second.</summary>
internal static class WhereOperator
{
    /// <summary>Imports a node as a <see cref="Where"/>.</summary>
    public static void Import(NodeImport node) =>
        node.Return(node.Layers.Where(node.Condition(0), node.Activation(1), node.Activation(2)));
}
