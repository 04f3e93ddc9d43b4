using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Split (opsets 2 to 18; the lengths are an attribute before 13 and a constant input since, num_outputs since 18): one slice per output.</summary>
internal static class SplitOperator
{
    /// <summary>Imports a node as a <see cref="Rearrangement"/> per output.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var axis = Axis.Resolve(node.Attributes.Integer("axis", 0), x.Rank);
        x.CheckFree(axis);
        var size = x.Dimensions[axis];
        var lengths = node.Integers("split", 1) ?? Equal(size, node.OutputCount);
        if (lengths.Length != node.OutputCount || lengths.Any(l => l < 0 || l > size) || lengths.Sum() != size)
            throw new NodeException($"It splits {size} into [{string.Join(", ", lengths)}] for {node.OutputCount} outputs. Export the model again.");
        var start = 0;
        for (var k = 0; k < lengths.Length; k++)
        {
            // An output without a name may be empty.
            if (node.HasOutput(k))
                node.Return(node.Layers.Choose(x, LayerComposer.AllIndices(x).SetItem(axis, [.. Enumerable.Range(start, (int)lengths[k])])), k);
            start += (int)lengths[k];
        }
    }

    // The last one is shorter where the size is no multiple.
    private static ImmutableArray<long> Equal(int size, int count)
    {
        var length = (size + count - 1) / count;
        return [.. Enumerable.Range(0, count).Select(k => (long)Math.Min(length, size - (k * length)))];
    }
}
