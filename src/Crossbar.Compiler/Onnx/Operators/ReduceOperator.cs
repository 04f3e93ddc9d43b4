using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>ReduceSum, ReduceMean and the like (opsets 1 to 20; the axes are an attribute at first and a constant input later).</summary>
internal static class ReduceOperator
{
    /// <summary>Imports a node as a <see cref="Reduce"/>.</summary>
    /// <param name="function">What is made of the elements.</param>
    /// <param name="axesInputSince">The first operator set in which the axes are an input.</param>
    public static Action<NodeImport> Import(ReduceFunction function, int axesInputSince) => node => Emit(node, function, axesInputSince);

    /// <summary>Imports ReduceLogSum.</summary>
    public static void ImportLogarithm(NodeImport node)
    {
        Emit(node, ReduceFunction.Sum, 18);
        if (node.Outputs[0] is Activation sum)
            node.Return(node.Layers.Unary(UnaryFunction.Logarithm, sum));
    }

    private static void Emit(NodeImport node, ReduceFunction function, int axesInputSince)
    {
        var x = node.Activation(0);
        var given = node.Opset >= axesInputSince && !node.HasInput(1) ? [] : node.Integers("axes", 1) ?? [];
        if (given.IsEmpty && node.Attributes.Flag("noop_with_empty_axes"))
        {
            // Each element is reduced by itself, which leaves what is done to it before and after the sum: |x| is L1 and L2 of one.
            node.Return(function is ReduceFunction.L1 or ReduceFunction.L2 or ReduceFunction.SumSquare ? node.Layers.Reduce(function, x, [], keep: true) : x);
            return;
        }

        // Without axes all dimensions disappear; a batch could not.
        var axes = given.IsEmpty ? Axis.From(0, x.Rank) : Axis.Resolve(given, x.Rank);
        node.Return(node.Layers.Reduce(function, x, axes, node.Attributes.Integer("keepdims", 1) != 0));
    }
}
