using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>LayerNormalization (opset 17): scale·(x − mean)/√(variance + epsilon) + bias over the dimensions from axis (default −1) on.</summary>
internal static class LayerNormalizationOperator
{
    /// <summary>Imports a node as the layers of that formula.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var axis = Axis.Resolve(node.Attributes.Integer("axis", -1), x.Rank);
        var result = node.Layers.Standardize(x, Axis.From(axis, x.Rank), node.Attributes.Number("epsilon", 1e-5f), out var mean, out var deviation);
        node.Return(mean, 1);
        node.Return(node.Layers.Unary(UnaryFunction.Reciprocal, deviation), 2);
        result = node.Layers.Binary(BinaryFunction.Multiply, result, node.Activation(1));
        node.Return(node.HasInput(2) ? node.Layers.Binary(BinaryFunction.Add, result, node.Activation(2)) : result);
    }
}
