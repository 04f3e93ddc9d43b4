using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Flatten (opsets 1 to 21): [d0, ..., dn] → [d0·…·d(axis−1), d(axis)·…·dn]; axis is 1 by default.</summary>
internal static class FlattenOperator
{
    /// <summary>Imports a node as a reshape.</summary>
    public static void Import(NodeImport node)
    {
        var tensor = (node.Value(0) as ConstantValue)?.Tensor;
        var dimensions = tensor is null ? [.. node.Activation(0).Dimensions.Select(d => (long)d)] : tensor.Dimensions;
        var axis = node.Attributes.Integer("axis", 1);
        if (axis < -dimensions.Length || axis > dimensions.Length)
            throw new NodeException($"axis is {axis}, but its input has {dimensions.Length} dimensions. Export the model again.");

        var split = (int)(axis < 0 ? axis + dimensions.Length : axis);
        var outer = dimensions[..split].Aggregate(1L, (product, d) => product * d);
        var inner = dimensions[split..].Aggregate(1L, (product, d) => product * d);
        if (tensor is not null)
            node.Return(new ConstantValue(tensor.WithDimensions([outer, inner])));
        else
            ReshapeOperator.Emit(node, node.Activation(0), [outer, inner]);
    }
}
