using System.Collections.Immutable;
using Crossbar.Compiler.Onnx.Tensors;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>A tensor that depends on the image. Its first dimension is always the batch.</summary>
/// <param name="Source">The layer that computes it; null for the network's input.</param>
/// <param name="Batch">The number of images that the file's shapes are made for (1 where it is dynamic).</param>
/// <param name="Shape">The shape for one image.</param>
internal sealed record Activation(LayerNode? Source, int Batch, TensorShape Shape) : GraphValue
{
    /// <summary>The dimensions as the file has them, the batch first: [N, C, H, W] or [N, C].</summary>
    public ImmutableArray<int> Dimensions { get; } = [Batch, .. Shape.Dimensions];

    /// <summary>The number of dimensions, the batch included.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>For messages: <c>[1, 64, 32, 32]</c>.</summary>
    public string DescribeShape() => $"[{string.Join(", ", Dimensions)}]";

    /// <summary>Makes the shape of a result for one image.</summary>
    /// <param name="dimensions">The dimensions without the batch.</param>
    /// <exception cref="NodeException">One is less than 1, or there would be too many elements.</exception>
    public static TensorShape CreateShape(params ReadOnlySpan<long> dimensions)
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
        return new TensorShape(result);
    }
}
