using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Shape (opsets 1 to 25; start and end since 15) and Size: constants, for images have one size. A dynamic batch is 1.</summary>
internal static class ShapeOperator
{
    /// <summary>Imports Shape as a constant.</summary>
    public static void Import(NodeImport node)
    {
        var dimensions = Dimensions(node);
        var start = Bound(node.Attributes.Integer("start", 0), dimensions.Length);
        var end = Bound(node.Attributes.Integer("end", dimensions.Length), dimensions.Length);
        ImmutableArray<long> part = start < end ? dimensions[start..end] : [];
        node.Return(new ConstantValue(new IntegerTensor([part.Length], part)));
    }

    /// <summary>Imports Size, the number of elements, as a constant.</summary>
    public static void ImportSize(NodeImport node) =>
        node.Return(new ConstantValue(new IntegerTensor([], [Dimensions(node).Aggregate(1L, (product, d) => product * d)])));

    private static int Bound(long value, int length) => (int)Math.Clamp(value < 0 ? value + length : value, 0, length);

    private static ImmutableArray<long> Dimensions(NodeImport node) => node.Value(0) switch
    {
        ConstantValue constant => constant.Tensor.Dimensions,
        Activation activation => [.. activation.FileDimensions],
        _ => throw new NodeException("It reads no tensor."),
    };
}
