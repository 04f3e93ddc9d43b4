using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Reshape (opsets 5 to 25; allowzero since 14) to a constant shape: 0 keeps a dimension, one −1 takes what is left. The batch
/// stays first.
/// </summary>
internal static class ReshapeOperator
{
    /// <summary>Imports a node as a <see cref="Reshape"/>.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var target = node.Integers(1, "new dimensions").Values;
        Emit(node, x, Resolve(target, [.. x.FileDimensions], node.Attributes.Flag("allowzero")));
    }

    /// <summary>Gives an activation other dimensions.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">The activation.</param>
    /// <param name="dimensions">The new dimensions as the file has them, with the same product.</param>
    /// <exception cref="NodeException">The first is no longer the batch.</exception>
    public static void Emit(NodeImport node, Activation x, ImmutableArray<long> dimensions)
    {
        if (x.Batch.IsSeparate)
        {
            if (dimensions.IsEmpty || dimensions[0] != x.Batch.Size)
                throw new NodeException($"It turns {x.DescribeShape()} into [{string.Join(", ", dimensions)}]; the batch must stay the first dimension.")
                {
                    Remedy = NodeRemedy.OneImage,
                };
            dimensions = dimensions.SetItem(0, 1);
        }

        node.Return(node.Layers.Reshape(x, Activation.Check(dimensions.AsSpan())));
    }

    /// <summary>The shape rule.</summary>
    private static ImmutableArray<long> Resolve(ImmutableArray<long> target, ImmutableArray<long> old, bool keepZeros)
    {
        var dimensions = target.ToArray();
        for (var i = 0; i < dimensions.Length; i++)
        {
            if (dimensions[i] == 0 && !keepZeros)
                dimensions[i] = i < old.Length ? old[i] : throw Wrong();
        }

        var free = Array.IndexOf(dimensions, -1);
        if (free >= 0)
        {
            dimensions[free] = 1;
            dimensions[free] = Count(dimensions) is > 0 and var rest ? Count(old.AsSpan())!.Value / rest : throw Wrong();
        }

        return Count(dimensions) is { } count && count == Count(old.AsSpan()) ? [.. dimensions] : throw Wrong();

        NodeException Wrong() =>
            new($"It cannot turn [{string.Join(", ", old)}] into [{string.Join(", ", target)}]. Export the model again.");
    }

    /// <summary>Product of the dimensions, the batch included; null where one is negative or the product is absurd.</summary>
    private static long? Count(ReadOnlySpan<long> dimensions)
    {
        var count = 1L;
        foreach (var dimension in dimensions)
        {
            if (dimension < 0 || (count != 0 && dimension > long.MaxValue / count))
                return null;
            count *= dimension;
        }

        return count;
    }
}
