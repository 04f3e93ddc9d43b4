using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>What Gemm and MatMul share: a matrix product with constant weights is a convolution with a window of one pixel.</summary>
internal static class DenseLayer
{
    /// <summary>The matrix of a product.</summary>
    /// <exception cref="NodeException">It is not the second factor, or not constant.</exception>
    public static FloatTensor Weights(NodeImport node)
    {
        if (node.Value(0) is ConstantValue && node.Value(1) is Activation)
            throw new NodeException(
                "Its first factor is constant and its second is computed from the input; the weights must be the second. " +
                "Export x·Wᵀ (torch.nn.Linear) in place of W·xᵀ, or a convolution with a window of one pixel.")
            {
                Remedy = NodeRemedy.Cut,
            };
        return node.Floats(1, "weights");
    }

    /// <summary>Emits x·B·factor + bias.</summary>
    /// <param name="node">The node.</param>
    /// <param name="matrix">B: [K, N], or [N, K] where it is transposed.</param>
    /// <param name="transposed">Whether the matrix is stored [N, K].</param>
    /// <param name="factor">Factor of the product.</param>
    /// <param name="bias">One summand an output, from N; null for none.</param>
    /// <exception cref="NodeException">The input's last dimension is not K.</exception>
    public static void Emit(NodeImport node, FloatTensor matrix, bool transposed, float factor, Func<int, ImmutableArray<float>>? bias)
    {
        var input = node.Activation(0);
        if (matrix.Dimensions.Length != 2 || matrix.Length == 0)
            throw new NodeException($"The weights have the shape {matrix.DescribeShape()}; a matrix is needed.");
        var (rows, columns) = ((int)matrix.Dimensions[0], (int)matrix.Dimensions[1]);
        var (length, outputs) = transposed ? (columns, rows) : (rows, columns);
        if (input.Rank < 2 || input.Dimensions[^1] != length)
            throw new NodeException(
                $"Its input has the shape {input.DescribeShape()}, its weights {matrix.DescribeShape()}; [N, {length}] is needed. " +
                "Put a Flatten before it.");

        var weights = new float[matrix.Length];
        for (var o = 0; o < outputs; o++)
        {
            for (var k = 0; k < length; k++)
                weights[(o * length) + k] = factor * matrix.Values[transposed ? (o * length) + k : (k * outputs) + o];
        }

        // Many vectors per image are the pixels of an image with K channels.
        var vectors = input.Shape.Length / length;
        ImmutableArray<int> pixels = vectors == 1 ? [1, outputs] : [1, outputs, vectors];
        var layer = new Convolution
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(Activation.Check([.. pixels.Select(d => (long)d)])),
            Window = WindowGeometry.Point,
            Weights = [.. weights],
            Bias = bias?.Invoke(outputs) ?? [.. new float[outputs]],
        };
        var image = vectors == 1
            ? node.Layers.Reshape(input, [1, length])
            : node.Layers.Transpose(input, [vectors, length], [1, 0], [1, length, vectors]);
        var result = node.Add(layer, pixels, image);
        var dimensions = input.Dimensions.SetItem(input.Rank - 1, outputs);
        node.Return(vectors == 1
            ? node.Layers.Reshape(result, dimensions)
            : node.Layers.Transpose(result, [outputs, vectors], [1, 0], dimensions));
    }
}
