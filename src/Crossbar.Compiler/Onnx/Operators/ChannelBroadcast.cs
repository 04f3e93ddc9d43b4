using System.Collections.Immutable;
using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Reads a constant that an element-wise operator combines with an activation: one number, or one a channel.</summary>
internal static class ChannelBroadcast
{
    /// <summary>Applies ONNX's (NumPy's) broadcasting, dimensions aligned at the last.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="activation">What it is combined with.</param>
    /// <returns>One value, or C values for [N, C, ...].</returns>
    /// <exception cref="NodeException">The constant differs between images or pixels, or would enlarge the activation.</exception>
    public static ImmutableArray<float> Read(FloatTensor constant, Activation activation)
    {
        var offset = activation.Rank - constant.Dimensions.Length;
        var fits = offset >= 0 && constant.Length > 0;
        for (var i = 0; fits && i < constant.Dimensions.Length; i++)
            fits = constant.Dimensions[i] == 1 || (i + offset == 1 && constant.Dimensions[i] == activation.Dimensions[1]);
        return fits
            ? constant.Values
            : throw new NodeException(
                $"The constant has the shape {constant.DescribeShape()}, the activation {activation.DescribeShape()}; " +
                "one number, or one a channel, is supported.");
    }
}
