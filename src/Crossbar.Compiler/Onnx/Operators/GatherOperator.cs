using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Gather (opsets 1 to 13): the elements at constant indices along one dimension, 0 by default; the indices' shape takes its place.</summary>
internal static class GatherOperator
{
    /// <summary>Imports a node as a <see cref="Rearrangement"/>.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var indices = node.Integers(1, "indices");
        var axis = Axis.Resolve(node.Attributes.Integer("axis", 0), x.Rank);
        x.CheckFree(axis);
        var size = x.Dimensions[axis];
        var wrong = indices.Values.FirstOrDefault(i => i < -size || i >= size);
        if (indices.Values.Any(i => i < -size || i >= size))
            throw new NodeException($"It reads element {wrong} of a dimension of {size}. Export the model again.");
        var chosen = LayerComposer.AllIndices(x).SetItem(axis, [.. indices.Values.Select(i => (int)(i < 0 ? i + size : i))]);
        var dimensions = Activation.Check([.. x.Dimensions[..axis].Select(d => (long)d), .. indices.Dimensions, .. x.Dimensions[(axis + 1)..].Select(d => (long)d)]);
        node.Return(node.Layers.Reshape(node.Layers.Choose(x, chosen), dimensions));
    }
}
