using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Expand (opsets 8, 13): repeats a tensor along dimensions of 1, up to a constant shape.</summary>
internal static class ExpandOperator
{
    /// <summary>Imports a node as a <see cref="Rearrangement"/>.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var wanted = node.Integers(1, "new dimensions").Values;
        // The file's batch is one image here.
        if (x.Batch.IsSeparate && wanted.Length == x.Rank && wanted[0] == x.Batch.Size)
            wanted = wanted.SetItem(0, 1);
        var target = Activation.Check(wanted.AsSpan());
        var dimensions = Broadcasting.Join(x.Dimensions, target)
            ?? throw new NodeException($"{x.DescribeShape()} cannot be expanded to [{string.Join(", ", wanted)}]. Export the model again.");
        if (x.Batch.IsSeparate && (dimensions.Length != x.Rank || dimensions[0] != 1))
            throw Activation.MixesImages(x.DescribeShape());
        var result = Activation.Check([.. dimensions.Select(d => (long)d)]);
        node.Spend(result.Sum(d => (long)d));
        var added = result.Length - x.Rank;
        var strides = LayerComposer.Strides(x.Dimensions);
        node.Return(node.Layers.Rearrange(x, result, [.. result.Select(Offsets)]));

        ImmutableArray<int> Offsets(int size, int axis)
        {
            var step = axis < added || x.Dimensions[axis - added] == 1 ? 0 : strides[axis - added];
            return [.. Enumerable.Range(0, size).Select(i => i * step)];
        }
    }
}
