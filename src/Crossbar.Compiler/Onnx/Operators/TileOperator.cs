using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Tile (opsets 6, 13): repeats a tensor a constant number of times along each dimension.</summary>
internal static class TileOperator
{
    /// <summary>Imports a node as a <see cref="Rearrangement"/>.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var repeats = node.Integers(1, "repeats").Values;
        if (repeats.Length != x.Rank)
            throw new NodeException($"It has {repeats.Length} repeats for {x.DescribeShape()}. Export the model again.");
        var indices = LayerComposer.AllIndices(x);
        Activation.Check([.. repeats.Select((r, k) => r is >= 0 and <= SlidingWindow.MaxSize ? r * x.Dimensions[k] : -1)]);
        node.Spend(repeats.Select((r, k) => r * x.Dimensions[k]).Sum());
        for (var k = 0; k < repeats.Length; k++)
        {
            if (repeats[k] == 1)
                continue;
            x.CheckFree(k);
            indices = indices.SetItem(k, [.. Enumerable.Repeat(indices[k], (int)repeats[k]).SelectMany(i => i)]);
        }

        node.Return(node.Layers.Choose(x, indices));
    }
}
