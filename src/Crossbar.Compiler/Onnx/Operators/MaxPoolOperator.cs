using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>MaxPool (opsets 1 to 22; ceil_mode and dilations since 10): [N, C, H, W] → [N, C, H', W'].</summary>
internal static class MaxPoolOperator
{
    /// <summary>Imports a node as a <see cref="MaxPool"/>.</summary>
    public static void Import(NodeImport node)
    {
        if (node.HasOutput(1))
            throw new NodeException("Its second output, the positions of the maxima, is not supported. Export the model without it.");
        var input = node.Activation(0);
        var window = PoolWindow.Read(node, input);
        var shape = Activation.ShapeOf(window.Dimensions);
        node.Emit(new MaxPool { Name = node.Name, Inputs = [], OutputShape = shape, Window = window.Geometry }, window.Dimensions, input);
    }
}
