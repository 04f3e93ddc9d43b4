using System.Runtime.InteropServices;

namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Writes a convolution as the product with its Toeplitz matrix: a dense layer from all pixels to all outputs (the "sparse mapping"
/// of the paper's section 3.1). Padding needs no rows, for a pixel that is not there adds nothing, and a pixel outside an output's window no
/// device (Li, Fu, Sham and Ma, GCCE 2024: zeros are left out of the layout).
/// </summary>
public static class ToeplitzUnrolling
{
    /// <summary>The dense layer that does what a convolution does.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="input">Shape of its input, [C, H, W].</param>
    /// <returns>
    /// A layer from [C·H·W] to [outputs·Ho·Wo], in the same groups, and for each of its weights whether it is one of the convolution's.
    /// </returns>
    public static (Convolution Layer, bool[] IsPlaced) Unroll(Convolution layer, TensorShape input)
    {
        var (height, width) = (input.Height, input.Width);
        var (outHeight, outWidth) = (layer.OutputShape.Height, layer.OutputShape.Width);
        var channels = input.Channels / layer.Groups;
        var rows = channels * height * width;
        var positions = outHeight * outWidth;
        var weights = new float[(long)layer.Outputs * positions * rows];
        var isPlaced = new bool[weights.LongLength];
        var bias = new float[layer.Outputs * positions];
        var window = layer.Window;
        for (var o = 0; o < layer.Outputs; o++)
        {
            bias.AsSpan(o * positions, positions).Fill(layer.Bias[o]);
            for (var tap = 0; tap < layer.KernelLength; tap++)
            {
                var channel = tap / window.Taps;
                var dy = (tap % window.Taps / window.KernelWidth * window.DilationY) - window.PadTop;
                var dx = (tap % window.KernelWidth * window.DilationX) - window.PadLeft;
                var weight = layer.Weights[(o * layer.KernelLength) + tap];
                for (var p = 0; p < positions; p++)
                {
                    var (y, x) = ((p / outWidth * window.StrideY) + dy, (p % outWidth * window.StrideX) + dx);
                    if ((uint)y >= (uint)height || (uint)x >= (uint)width)
                        continue;
                    var place = ((((long)o * positions) + p) * rows) + (((channel * height) + y) * width) + x;
                    weights[place] = weight;
                    isPlaced[place] = true;
                }
            }
        }

        var unrolled = layer with
        {
            OutputShape = new TensorShape(layer.OutputShape.Length),
            Window = WindowGeometry.Point,
            Weights = ImmutableCollectionsMarshal.AsImmutableArray(weights),
            Bias = ImmutableCollectionsMarshal.AsImmutableArray(bias),
        };
        return (unrolled, isPlaced);
    }
}
