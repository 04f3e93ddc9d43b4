using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>InstanceNormalization (opsets 6, 22): scale·(x − mean)/√(variance + epsilon) + bias, mean and variance over each channel's pixels.</summary>
internal static class InstanceNormalizationOperator
{
    /// <summary>Imports a node as the layers of that formula.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        if (x.Rank < 3 || x.ChannelAxis != 1)
            throw new NodeException($"Its input has the shape {x.DescribeShape()}; [N, C, H, W] is needed.");
        var (scale, bias) = (node.Floats(1, "scale").Values, node.Floats(2, "bias").Values);
        if (scale.Length != x.Dimensions[1] || bias.Length != x.Dimensions[1])
            throw new NodeException($"It has {scale.Length} factors and {bias.Length} summands for {x.Dimensions[1]} channels. Export the model again.");
        var standardized = node.Layers.Standardize(x, Axis.From(2, x.Rank), node.Attributes.Number("epsilon", 1e-5f));
        node.Return(node.Layers.ScaleShift(standardized, scale, bias));
    }
}
