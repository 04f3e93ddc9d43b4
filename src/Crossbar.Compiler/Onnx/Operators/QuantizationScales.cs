using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>The scales and zero points of a constant that is or becomes quantised: one for all, one along an axis, or one per block of it.</summary>
internal sealed class QuantizationScales
{
    private readonly ImmutableArray<float> _scales;
    private readonly ImmutableArray<long> _zeros;
    private readonly long _size;
    private readonly long _inner;
    private readonly long _block;
    private readonly long _blocks;

    private QuantizationScales(ImmutableArray<float> scales, ImmutableArray<long> zeros, long size, long inner, long block, long blocks) =>
        (_scales, _zeros, _size, _inner, _block, _blocks) = (scales, zeros, size, inner, block, blocks);

    /// <summary>Reads a node's inputs 1 and 2 and its attributes axis and block_size.</summary>
    /// <param name="node">The node.</param>
    /// <param name="dimensions">Dimensions of the tensor.</param>
    /// <exception cref="NodeException">They do not suit it.</exception>
    public static QuantizationScales Read(NodeImport node, ImmutableArray<long> dimensions)
    {
        var scales = node.Floats(1, "scale");
        var zeros = node.HasInput(2) ? node.Integers(2, "zero point").Values : [.. new long[scales.Length]];
        if (zeros.Length != scales.Length)
            throw Wrong();
        if (scales.Values.FirstOrDefault(scale => !float.IsFinite(scale)) is var wrong && wrong != 0)
            throw new NodeException($"A scale is {wrong}; finite numbers are needed. Export the model again.");
        if (scales.Length == 1)
            return new QuantizationScales(scales.Values, zeros, 1, 1, 1, 1);

        var axis = Axis.Resolve(node.Attributes.Integer("axis", 1), dimensions.Length);
        var inner = dimensions[(axis + 1)..].Aggregate(1L, (product, d) => product * d);
        var block = node.Attributes.Integer("block_size", 0);
        if (block == 0)
        {
            return scales.Length == dimensions[axis]
                ? new QuantizationScales(scales.Values, zeros, dimensions[axis], inner, 1, 0)
                : throw Wrong();
        }

        if (block < 0)
            throw Wrong();
        var blocks = (dimensions[axis] + block - 1) / block;
        return scales.Dimensions.SequenceEqual(dimensions.SetItem(axis, blocks))
            ? new QuantizationScales(scales.Values, zeros, dimensions[axis], inner, block, blocks)
            : throw Wrong();

        NodeException Wrong() => new(
            $"It has {scales.Length} scales and {zeros.Length} zero points for the shape [{string.Join(", ", dimensions)}]. Export the model again.");
    }

    /// <summary>The scale and zero point of an element.</summary>
    public (float Scale, long Zero) At(int element)
    {
        if (_scales.Length == 1)
            return (_scales[0], _zeros[0]);
        var along = element / _inner % _size;
        var place = _blocks == 0 ? along : (((element / _inner / _size * _blocks) + (along / _block)) * _inner) + (element % _inner);
        return (_scales[(int)place], _zeros[(int)place]);
    }
}
