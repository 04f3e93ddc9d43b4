using System.Collections.Immutable;
using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Reshape (opsets 5 to 21; allowzero since 14) to a constant shape: 0 keeps a dimension, one −1 takes what is left. The batch
/// stays first.
/// </summary>
internal static class ReshapeOperator
{
    /// <summary>Imports a node as a <see cref="Reshape"/>, or as a constant where it reshapes one.</summary>
    public static void Import(NodeImport node)
    {
        var target = node.Integers(1, "new dimensions");
        var keepZeros = node.Attributes.Flag("allowzero");
        if (node.Value(0) is ConstantValue { Tensor: var tensor })
            node.Return(new ConstantValue(tensor.WithDimensions(Resolve(target, tensor.Dimensions, keepZeros))));
        else
            Emit(node, node.Activation(0), Resolve(target, [.. node.Activation(0).Dimensions], keepZeros));
    }

    /// <summary>Emits the layer that gives an activation other dimensions, unless it has them already.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">The activation.</param>
    /// <param name="dimensions">The new dimensions, with the same product.</param>
    /// <exception cref="NodeException">The first is no longer the batch.</exception>
    public static void Emit(NodeImport node, Activation input, ImmutableArray<long> dimensions)
    {
        if (dimensions.IsEmpty || dimensions[0] != input.Batch)
            throw new NodeException(
                $"It turns {input.DescribeShape()} into [{string.Join(", ", dimensions)}]; the batch must stay the first dimension.");
        var shape = Activation.CreateShape(dimensions.AsSpan()[1..]);
        if (shape.Equals(input.Shape))
            node.Return(input);
        else
            node.Emit(new Reshape { Name = node.Name, Inputs = [], OutputShape = shape }, input);
    }

    /// <summary>The shape rule.</summary>
    private static ImmutableArray<long> Resolve(IntegerTensor target, ImmutableArray<long> old, bool keepZeros)
    {
        var dimensions = target.Values.ToArray();
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
            new($"It cannot turn [{string.Join(", ", old)}] into [{string.Join(", ", target.Values)}]. Export the model again.");
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
