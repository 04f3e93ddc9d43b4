using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// LRN (opsets 1, 13), local response normalisation: x/(bias + alpha/size·Σx²)^beta, the sum over size neighbouring channels, fewer at
/// the ends.
/// </summary>
internal static class LrnOperator
{
    /// <summary>Imports a node as the layers of that formula; the sum is an average pooling along the channels.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var size = node.Attributes.Integer("size", 0);
        if (x.Rank < 2 || x.ChannelAxis != 1 || size is < 1 or > SlidingWindow.MaxSize)
            throw new NodeException($"Its input has the shape {x.DescribeShape()} and size is {size}; [N, C, H, W] and at least 1 are needed.");
        var layers = node.Layers;
        var channels = x.Dimensions[1];
        var pixels = x.Shape.Length / channels;
        Activation.Check(channels + size, pixels);
        ImmutableArray<int> plane = [1, 1, channels, pixels];
        var squares = layers.Reshape(layers.Binary(BinaryFunction.Multiply, x, x), plane);
        var window = new WindowGeometry((int)size, 1) { PadTop = (int)(size - 1) / 2, PadBottom = (int)size / 2 };
        var means = node.Add(
            new AveragePool { Name = node.Name, Inputs = [], OutputShape = Activation.ShapeOf(plane), Window = window, CountPadding = true },
            plane, squares);
        var sums = layers.ScaleShift(
            layers.Reshape(means, x.Dimensions), [node.Attributes.Number("alpha", 1e-4f)], [node.Attributes.Number("bias", 1)]);
        var divisors = layers.Binary(BinaryFunction.Power, sums, layers.Constant(node.Attributes.Number("beta", 0.75f)));
        node.Return(layers.Binary(BinaryFunction.Divide, x, divisors));
    }
}
