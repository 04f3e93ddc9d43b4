using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Relu (opsets 6 to 14): max(x, 0); the shape stays.</summary>
internal static class ReluOperator
{
    /// <summary>Imports a node as a <see cref="Relu"/>.</summary>
    public static void Import(NodeImport node)
    {
        var input = node.Activation(0);
        node.Emit(new Relu { Name = node.Name, Inputs = [], OutputShape = input.Shape }, input);
    }
}
