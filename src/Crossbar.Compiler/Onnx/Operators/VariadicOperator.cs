using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Sum, Max, Min and Mean (opsets 6 to 13) of any number of tensors, with broadcasting since opset 8.</summary>
internal static class VariadicOperator
{
    /// <summary>Imports a node as a chain of additions or the like.</summary>
    public static Action<NodeImport> Import(BinaryFunction function) => node => node.Return(Combine(node, function));

    /// <summary>Imports Mean.</summary>
    public static void ImportMean(NodeImport node) =>
        node.Return(node.Layers.ScaleShift(Combine(node, BinaryFunction.Add), [1f / node.InputCount], [0]));

    private static Activation Combine(NodeImport node, BinaryFunction function)
    {
        var result = node.Activation(0);
        for (var k = 1; k < node.InputCount; k++)
            result = node.Layers.Binary(function, result, node.Activation(k));
        return result;
    }
}
