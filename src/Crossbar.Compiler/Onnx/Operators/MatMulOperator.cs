using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>MatMul (opsets 1 to 13): A·B with A [N, K] and constant B [K, M] → [N, M].</summary>
internal static class MatMulOperator
{
    /// <summary>Imports a node as a dense layer without bias; an Add that follows is folded into it later.</summary>
    public static void Import(NodeImport node) =>
        DenseLayer.Emit(node, DenseLayer.Weights(node), transposed: false, factor: 1, bias: null);
}
