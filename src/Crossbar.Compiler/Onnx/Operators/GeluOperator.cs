using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Gelu (opset 20), exact or by its approximation.</summary>
internal static class GeluOperator
{
    /// <summary>Imports a node as a <see cref="Unary"/>.</summary>
    public static void Import(NodeImport node)
    {
        var approximation = node.Attributes.Text("approximate", "none");
        var function = approximation switch
        {
            "none" => UnaryFunction.Gelu,
            "tanh" => UnaryFunction.GeluTanh,
            _ => throw new NodeException($"approximate is '{approximation}'; none and tanh exist."),
        };
        node.Return(node.Layers.Unary(function, node.Activation(0)));
    }
}
