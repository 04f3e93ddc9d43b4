using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Flatten (opsets 1 to 25): [d0, ..., dn] → [d0·…·d(axis−1), d(axis)·…·dn]; axis is 1 by default.</summary>
internal static class FlattenOperator
{
    /// <summary>Imports a node as a reshape.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var axis = node.Attributes.Integer("axis", 1);
        if (axis < -x.Rank || axis > x.Rank)
            throw new NodeException($"axis is {axis}, but its input has {x.Rank} dimensions. Export the model again.");

        var split = (int)(axis < 0 ? axis + x.Rank : axis);
        var dimensions = x.FileDimensions;
        var outer = dimensions[..split].Aggregate(1L, (product, d) => product * d);
        var inner = dimensions[split..].Aggregate(1L, (product, d) => product * d);
        ReshapeOperator.Emit(node, x, [outer, inner]);
    }
}
