using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>GlobalAveragePool (opset 1): [N, C, H, W] → [N, C, 1, 1], [N, C, L] → [N, C, 1].</summary>
internal static class GlobalAveragePoolOperator
{
    /// <summary>Imports a node as an <see cref="AveragePool"/> whose window is the whole image.</summary>
    public static void Import(NodeImport node)
    {
        var input = node.Activation(0);
        var shape = SlidingWindow.SpatialRank(input) == 2
            ? Activation.CreateShape(input.Shape.Channels, 1, 1)
            : Activation.CreateShape(input.Shape.Channels, 1);
        var window = new WindowGeometry(input.Shape.Height, input.Shape.Width);
        node.Emit(new AveragePool { Name = node.Name, Inputs = [], OutputShape = shape, Window = window }, input);
    }
}
