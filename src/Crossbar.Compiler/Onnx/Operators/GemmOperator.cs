using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Gemm (opsets 7 to 13): alpha·A·B + beta·C with A [N, K], constant B [K, M] or transposed, optional constant C [M] → [N, M].
/// </summary>
internal static class GemmOperator
{
    /// <summary>Imports a node as a dense layer.</summary>
    public static void Import(NodeImport node)
    {
        var weights = DenseLayer.Weights(node);
        if (node.Attributes.Flag("transA"))
            throw new NodeException("transA transposes the batch. Export the layer with transA=0.");
        DenseLayer.Emit(node, weights, node.Attributes.Flag("transB"), node.Attributes.Number("alpha", 1), outputs => Bias(node, outputs));
    }

    /// <summary>beta·C, which is one row (or one number) for all images.</summary>
    private static ImmutableArray<float> Bias(NodeImport node, int outputs)
    {
        if (node.OptionalFloats(2, "bias") is not { } bias)
            return [.. new float[outputs]];
        var isRow = bias.Length == outputs && (bias.Dimensions.IsEmpty || bias.Dimensions[^1] == outputs);
        if (!isRow && bias.Length != 1)
            throw new NodeException($"The bias has the shape {bias.DescribeShape()}; [{outputs}] is needed, the same for every image.");
        var beta = node.Attributes.Number("beta", 1);
        return [.. Enumerable.Range(0, outputs).Select(o => beta * bias.Values[isRow ? o : 0])];
    }
}
