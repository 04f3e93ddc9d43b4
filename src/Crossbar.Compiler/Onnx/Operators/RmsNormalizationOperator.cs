using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>RMSNormalization (opset 23): scale·x/√(mean of x² + epsilon), the mean over the dimensions from axis (default −1) on.</summary>
internal static class RmsNormalizationOperator
{
    /// <summary>Imports a node as the layers of that formula.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var axis = Axis.Resolve(node.Attributes.Integer("axis", -1), x.Rank);
        var squares = node.Layers.Binary(BinaryFunction.Multiply, x, x);
        var mean = node.Layers.Reduce(ReduceFunction.Mean, squares, Axis.From(axis, x.Rank), keep: true);
        var root = node.Layers.Unary(UnaryFunction.SquareRoot, node.Layers.ScaleShift(mean, [1], [node.Attributes.Number("epsilon", 1e-5f)]));
        var normalized = node.Layers.Binary(BinaryFunction.Divide, x, root);
        node.Return(node.Layers.Binary(BinaryFunction.Multiply, normalized, node.Activation(1)));
    }
}
