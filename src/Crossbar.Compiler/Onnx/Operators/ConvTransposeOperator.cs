using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// ConvTranspose (opsets 1, 11, 22): X [N, C, H, W], W [C, O/group, kH, kW], optional B [O] → [N, O, H', W']; with one spatial dimension
/// alike. It is the convolution of the input, with stride − 1 zeros between its pixels, with the kernel turned round: so it can be
/// mapped onto crossbars like any other.
/// </summary>
internal static class ConvTransposeOperator
{
    /// <summary>Imports a node as a <see cref="Rearrangement"/> that puts the zeros in and a <see cref="Convolution"/>.</summary>
    public static void Import(NodeImport node)
    {
        var input = node.Activation(0);
        var weights = node.Floats(1, "weights");
        var rank = SlidingWindow.SpatialRank(input);
        var groups = node.Attributes.Integer("group", 1);
        var channels = input.Dimensions[1];
        if (weights.Dimensions.Length != rank + 2 || weights.Length == 0 || weights.Dimensions[0] != channels || groups < 1 || channels % groups != 0)
            throw new NodeException(
                $"The weights have the shape {weights.DescribeShape()}, which does not suit the input {input.DescribeShape()} in {groups} groups. " +
                "Export the model again.");
        var outputs = weights.Dimensions[1] * groups;
        var bias = ConvOperator.ReadBias(node, outputs);

        var axes = StuffedAxis.Read(node, input, weights.Dimensions[2..]);
        ImmutableArray<ImmutableArray<int>> indices = [[0], [.. Enumerable.Range(0, channels)], .. axes.Select(a => a.Indices)];
        var stuffed = node.Layers.Choose(input, indices);
        var dimensions = Activation.Check([1, outputs, .. axes.Select(a => (long)a.Output)]);
        var (y, x) = (rank == 2 ? axes[0] : StuffedAxis.Point, axes[^1]);
        var layer = new Convolution
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(dimensions),
            Window = new WindowGeometry(y.Kernel, x.Kernel) { DilationY = y.Dilation, DilationX = x.Dilation },
            Weights = Turn(weights, (int)groups),
            Bias = bias,
            Groups = (int)groups,
        };
        node.Emit(layer, dimensions, stuffed);
    }

    // [C, O/group, taps] to [O, C/group, taps], the taps from the last to the first.
    private static ImmutableArray<float> Turn(FloatTensor weights, int groups)
    {
        var (channels, outputs) = ((int)weights.Dimensions[0] / groups, (int)weights.Dimensions[1]);
        var taps = weights.Length / (int)weights.Dimensions[0] / outputs;
        var turned = new float[weights.Length];
        for (var g = 0; g < groups; g++)
        {
            for (var o = 0; o < outputs; o++)
            {
                for (var c = 0; c < channels; c++)
                {
                    for (var t = 0; t < taps; t++)
                        turned[(((((g * outputs) + o) * channels) + c) * taps) + taps - 1 - t] = weights.Values[(((((g * channels) + c) * outputs) + o) * taps) + t];
                }
            }
        }

        return [.. turned];
    }
}
