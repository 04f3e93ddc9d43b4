using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Softmax over the classes; the shape stays. Before opset 13 it runs over all dimensions from axis (default 1) on, since then
/// over axis (default −1) alone.
/// </summary>
internal static class SoftmaxOperator
{
    /// <summary>Imports a node as a <see cref="Softmax"/>, where it normalises all elements of one image together.</summary>
    public static void Import(NodeImport node)
    {
        var input = node.Activation(0);
        var given = node.Attributes.Integer("axis", node.Opset < 13 ? 1 : -1);
        var axis = given < 0 ? given + input.Rank : given;
        if (axis < 0 || axis >= input.Rank)
            throw new NodeException($"axis is {given}, but its input has {input.Rank} dimensions. Export the model again.");

        // Whatever is not normalised together must have the size 1, so that one vector of classes remains.
        for (var i = 0; i < input.Rank; i++)
        {
            var together = node.Opset < 13 ? i >= axis : i == axis;
            var isBatch = i == 0;
            if (isBatch ? together && input.Batch > 1 : !together && input.Dimensions[i] > 1)
                throw new NodeException(
                    $"It runs over axis {given} of {input.DescribeShape()}; only a softmax over the classes, [N, C], is supported. " +
                    "Flatten before it, or export the logits.");
        }

        node.Emit(new Softmax { Name = node.Name, Inputs = [], OutputShape = input.Shape }, input);
    }
}
