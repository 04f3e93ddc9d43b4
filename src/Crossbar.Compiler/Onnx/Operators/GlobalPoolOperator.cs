using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>GlobalAveragePool and GlobalMaxPool (opsets 1, 22): [N, C, H, W] → [N, C, 1, 1], [N, C, L] → [N, C, 1].</summary>
internal static class GlobalPoolOperator
{
    /// <summary>Imports a node as a pooling whose window is the whole image.</summary>
    /// <param name="isMean">Whether the mean is taken, else the maximum.</param>
    public static Action<NodeImport> Import(bool isMean) => node =>
    {
        var input = node.Activation(0);
        var rank = SlidingWindow.SpatialRank(input);
        var dimensions = Activation.Check([1, input.Dimensions[1], .. Enumerable.Repeat(1L, rank)]);
        var window = new WindowGeometry(input.Shape.Height, input.Shape.Width);
        var shape = Activation.ShapeOf(dimensions);
        Layer layer = isMean
            ? new AveragePool { Name = node.Name, Inputs = [], OutputShape = shape, Window = window }
            : new MaxPool { Name = node.Name, Inputs = [], OutputShape = shape, Window = window };
        node.Emit(layer, dimensions, input);
    };
}
