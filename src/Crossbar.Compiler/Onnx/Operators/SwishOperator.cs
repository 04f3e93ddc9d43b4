using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Swish (opset 24): x times the sigmoid of alpha·x, alpha being 1 by default.</summary>
internal static class SwishOperator
{
    /// <summary>Imports a node as the layers of that formula.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var alpha = node.Attributes.Number("alpha", 1);
        var scaled = alpha == 1 ? x : node.Layers.ScaleShift(x, [alpha], [0]);
        node.Return(node.Layers.Binary(BinaryFunction.Multiply, x, node.Layers.Unary(UnaryFunction.Sigmoid, scaled)));
    }
}
