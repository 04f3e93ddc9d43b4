using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>A tensor that a layer computes.</summary>
/// <param name="Source">The layer; null for the network's input.</param>
/// <param name="Batch">What the first dimension means.</param>
/// <param name="Dimensions">The dimensions for one image: as the file has them, but a batch counts 1. [1, C, H, W] or [1, C], say.</param>
internal sealed record Activation(LayerNode? Source, BatchDimension Batch, ImmutableArray<int> Dimensions) : GraphValue
{
    /// <summary>Whether the file computes with whole numbers here.</summary>
    public bool IsInteger { get; init; }

    /// <summary>What stands for the elements in the file; null where they stand for themselves.</summary>
    public Quantization? Quantization { get; init; }

    /// <summary>The dimensions as the file has them, the batch included.</summary>
    public ImmutableArray<int> FileDimensions => Batch.IsSeparate ? Dimensions.SetItem(0, Batch.Size) : Dimensions;

    /// <summary>The number of dimensions, the batch included.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>The shape for one image, as the layers know it.</summary>
    public TensorShape Shape => ShapeOf(Dimensions);

    /// <summary>The dimension that layers count channels along: the one behind a first dimension of 1.</summary>
    public int ChannelAxis => Rank > 1 && Dimensions[0] == 1 ? 1 : 0;

    /// <summary>For messages: <c>[1, 64, 32, 32]</c>.</summary>
    public string DescribeShape() => $"[{string.Join(", ", FileDimensions)}]";

    /// <summary>Makes sure that an operator may compute along a dimension.</summary>
    /// <exception cref="NodeException">It would mix the images of a batch.</exception>
    public void CheckFree(int axis)
    {
        if (axis == 0 && Batch.IsSeparate)
            throw MixesImages(DescribeShape());
    }

    /// <summary>What to say of an operator that would mix images.</summary>
    public static NodeException MixesImages(string shape) => new(
        $"It works along the first dimension of {shape}, so that the batch must stay apart: it would mix the images of a batch.")
    {
        Remedy = NodeRemedy.OneImage,
    };

    /// <summary>The shape of a tensor for one image: a first dimension of 1 is left out.</summary>
    public static TensorShape ShapeOf(ImmutableArray<int> dimensions) => dimensions.Length switch
    {
        0 => new TensorShape(1),
        > 1 when dimensions[0] == 1 => new TensorShape(dimensions.AsSpan(1..)),
        _ => new TensorShape(dimensions.AsSpan()),
    };

    /// <summary>Checks the dimensions of a result for one image.</summary>
    /// <exception cref="NodeException">One is less than 1, or there would be too many elements.</exception>
    public static ImmutableArray<int> Check(params ReadOnlySpan<long> dimensions)
    {
        if (ConstantTensor.CountElements(dimensions) is not > 0)
        {
            var text = $"[{string.Join(", ", dimensions.ToArray())}]";
            throw new NodeException(
                $"Its result would have the shape {text} for one image; " +
                $"every dimension must be at least 1 and all together at most {ConstantTensor.MaxElements}.");
        }

        var result = new int[dimensions.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = (int)dimensions[i];
        return [.. result];
    }
}
