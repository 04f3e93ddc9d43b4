using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Conv (opsets 1, 11, 22): X [N, C, H, W], W [O, C/group, kH, kW], optional B [O] → [N, O, H', W']; with one spatial dimension alike.
/// </summary>
internal static class ConvOperator
{
    /// <summary>Imports a node as a <see cref="Convolution"/>.</summary>
    public static void Import(NodeImport node)
    {
        var input = node.Activation(0);
        var weights = node.Floats(1, "weights");
        var rank = SlidingWindow.SpatialRank(input);
        var groups = node.Attributes.Integer("group", 1);
        var channels = input.Dimensions[1];
        if (weights.Dimensions.Length != rank + 2 || weights.Length == 0)
            throw new NodeException(
                $"The weights have the shape {weights.DescribeShape()}, which does not suit the input {input.DescribeShape()}. " +
                "Export the model again.");
        var outputs = weights.Dimensions[0];
        if (groups < 1 || channels % groups != 0 || outputs % groups != 0 || weights.Dimensions[1] != channels / groups)
            throw new NodeException(
                $"{channels} input channels in {groups} groups do not suit weights of shape {weights.DescribeShape()}. " +
                "Export the model again.");

        var kernel = weights.Dimensions[2..];
        if (node.Attributes.Integers("kernel_shape") is { } declared && !declared.SequenceEqual(kernel))
            throw new NodeException(
                $"kernel_shape is [{string.Join(", ", declared)}], but the weights have the shape {weights.DescribeShape()}. " +
                "Export the model again.");
        var bias = ReadBias(node, outputs);

        var window = SlidingWindow.Read(node, input, kernel, outputs);
        var convolution = new Convolution
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(window.Dimensions),
            Window = window.Geometry,
            Weights = weights.Values,
            Bias = bias,
            Groups = (int)groups,
        };
        node.Emit(convolution, window.Dimensions, input);
    }

    /// <summary>Reads the optional input B of a convolution, zeros where it is absent.</summary>
    /// <exception cref="NodeException">It has not one element per output channel.</exception>
    public static ImmutableArray<float> ReadBias(NodeImport node, long outputs)
    {
        var bias = node.OptionalFloats(2, "bias")?.Values ?? [.. new float[outputs]];
        return bias.Length == outputs
            ? bias
            : throw new NodeException($"The bias has {bias.Length} elements for {outputs} output channels. Export the model again.");
    }
}
