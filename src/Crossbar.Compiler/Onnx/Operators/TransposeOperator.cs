using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Transpose (opsets 1 to 25): the dimensions in another order, by default backwards. A batch must stay first.</summary>
internal static class TransposeOperator
{
    /// <summary>Imports a node as a <see cref="Rearrangement"/>.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var given = node.Attributes.Integers("perm") ?? [.. Enumerable.Range(0, x.Rank).Select(k => (long)(x.Rank - 1 - k))];
        if (given.Length != x.Rank || !given.Order().SequenceEqual(Enumerable.Range(0, x.Rank).Select(k => (long)k)))
            throw new NodeException($"perm is [{string.Join(", ", given)}], which orders no {x.Rank} dimensions. Export the model again.");
        ImmutableArray<int> order = [.. given.Select(axis => (int)axis)];
        if (x.Rank > 0 && order[0] != 0)
            x.CheckFree(0);
        node.Return(node.Layers.Transpose(x, x.Dimensions, order, [.. order.Select(axis => x.Dimensions[axis])]));
    }
}
