using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Softmax and LogSoftmax; the shape stays. Before opset 13 they run over all dimensions from axis (default 1) on, since then over axis
/// (default −1) alone.
/// </summary>
internal static class SoftmaxOperator
{
    /// <summary>Imports a node as a <see cref="Softmax"/> where it normalises all elements of an image together, else as exponentials over their sums.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var axes = Axes(node, x);
        if (axes.Aggregate(1, (product, axis) => product * x.Dimensions[axis]) == x.Shape.Length)
        {
            foreach (var axis in axes)
                x.CheckFree(axis);
            node.Emit(new Softmax { Name = node.Name, Inputs = [], OutputShape = x.Shape }, x.Dimensions, x);
            return;
        }

        // The greatest is subtracted first, so that nothing overflows.
        var layers = node.Layers;
        var least = layers.Binary(BinaryFunction.Subtract, x, layers.Reduce(ReduceFunction.Maximum, x, axes, keep: true));
        var exponentials = layers.Unary(UnaryFunction.Exponential, least);
        var sums = layers.Reduce(ReduceFunction.Sum, exponentials, axes, keep: true);
        node.Return(layers.Binary(BinaryFunction.Divide, exponentials, sums));
    }

    /// <summary>Imports LogSoftmax: x less the logarithm of the sum of exponentials.</summary>
    public static void ImportLogarithm(NodeImport node)
    {
        var x = node.Activation(0);
        var logarithms = node.Layers.Reduce(ReduceFunction.LogSumExp, x, Axes(node, x), keep: true);
        node.Return(node.Layers.Binary(BinaryFunction.Subtract, x, logarithms));
    }

    private static ImmutableArray<int> Axes(NodeImport node, Activation x)
    {
        var axis = Axis.Resolve(node.Attributes.Integer("axis", node.Opset < 13 ? 1 : -1), x.Rank);
        return node.Opset < 13 ? Axis.From(axis, x.Rank) : [axis];
    }
}
