using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// BatchNormalization (opsets 7 to 15) as in inference: scale·(x − mean)/√(variance + epsilon) + bias per channel; the shape stays.
/// </summary>
internal static class BatchNormalizationOperator
{
    /// <summary>Imports a node as a scale and shift, which is folded into a convolution before it later.</summary>
    public static void Import(NodeImport node)
    {
        var input = node.Activation(0);
        if (node.Attributes.Flag("training_mode") || Enumerable.Range(1, 4).Any(node.HasOutput))
            throw new NodeException("It is in training mode. Export the model for inference (model.eval()).");
        if (node.Attributes.Integer("spatial", 1) == 0)
            throw new NodeException("spatial=0 normalises each pixel by itself. Export the model with spatial=1.");
        if (input.Rank > 1 && input.ChannelAxis != 1)
            throw new NodeException($"Its input has the shape {input.DescribeShape()}; [N, C, ...] is needed.");
        var channels = input.Shape.Channels;
        var scale = Parameter(1, "scale");
        var bias = Parameter(2, "bias");
        var mean = Parameter(3, "mean");
        var variance = Parameter(4, "variance");
        var epsilon = node.Attributes.Number("epsilon", 1e-5f);

        var (factors, summands) = (new float[channels], new float[channels]);
        for (var c = 0; c < channels; c++)
        {
            var factor = scale[c] / Math.Sqrt((double)variance[c] + epsilon);
            factors[c] = (float)factor;
            summands[c] = (float)(bias[c] - (mean[c] * factor));
        }

        node.Return(node.Layers.ScaleShift(input, [.. factors], [.. summands]));

        IReadOnlyList<float> Parameter(int index, string role)
        {
            var values = node.Floats(index, role).Values;
            return values.Length == channels
                ? values
                : throw new NodeException($"The {role} has {values.Length} elements for {channels} channels. Export the model again.");
        }
    }
}
