using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>One dimension of a transposed convolution: attributes strides, dilations, pads, output_padding, output_shape and auto_pad.</summary>
/// <param name="Kernel">Taps of the window.</param>
/// <param name="Dilation">Distance between taps.</param>
/// <param name="Output">Length of the result along it.</param>
/// <param name="Indices">For each place that the window sees, the input's index, or that there is a zero.</param>
internal sealed record StuffedAxis(int Kernel, int Dilation, int Output, ImmutableArray<int> Indices)
{
    /// <summary>What a one-dimensional window has for a height.</summary>
    public static StuffedAxis Point { get; } = new(1, 1, 1, [0]);

    /// <summary>Reads a node's dimensions.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">What is convolved.</param>
    /// <param name="kernel">The window's size.</param>
    /// <exception cref="NodeException">The attributes contradict each other or the input.</exception>
    public static ImmutableArray<StuffedAxis> Read(NodeImport node, Activation input, ImmutableArray<long> kernel)
    {
        var rank = kernel.Length;
        SlidingWindow.Check("kernel_shape", kernel, rank, 1);
        var strides = SlidingWindow.List(node, "strides", rank, 1);
        var dilations = SlidingWindow.List(node, "dilations", rank, 1);
        var extra = SlidingWindow.List(node, "output_padding", rank, 0);
        var pads = SlidingWindow.List(node, "pads", 2 * rank, 0);
        var wanted = node.Attributes.Integers("output_shape") ?? [];
        var automatic = node.Attributes.Text("auto_pad", "NOTSET");
        if (automatic is not ("NOTSET" or "" or "VALID" or "SAME_UPPER" or "SAME_LOWER"))
            throw new NodeException($"auto_pad is '{automatic}'; NOTSET, VALID, SAME_UPPER and SAME_LOWER exist.");
        if (!wanted.IsEmpty)
        {
            // Some exporters write all dimensions.
            wanted = wanted.Length == rank + 2 ? wanted[2..] : wanted;
            SlidingWindow.Check("output_shape", wanted, rank, 1);
        }

        return
        [
            .. Enumerable.Range(0, rank).Select(i =>
            {
                var size = input.Dimensions[i + 2];
                var full = (strides[i] * (size - 1)) + extra[i] + (dilations[i] * (kernel[i] - 1)) + 1;
                var (begin, end) = automatic == "VALID" ? (0, 0) : (pads[i], pads[rank + i]);
                if (!wanted.IsEmpty || automatic.StartsWith("SAME", StringComparison.Ordinal))
                {
                    var total = full - (wanted.IsEmpty ? size * strides[i] : wanted[i]);
                    // What is missing, where it is negative, is added at the end (ONNX Runtime's rule; the specification has none).
                    var half = Math.Max(total, 0) / 2;
                    begin = automatic == "SAME_UPPER" ? half : Math.Max(total, 0) - half;
                    end = total - begin;
                }

                return Make(size, (int)kernel[i], (int)strides[i], (int)dilations[i], begin, full - begin - end);
            }),
        ];
    }

    private static StuffedAxis Make(int size, int kernel, int stride, int dilation, long begin, long output)
    {
        if (output is < 1 or > SlidingWindow.MaxSize)
            throw new NodeException($"Its result would be {output} pixels high or wide. Export the model again.");
        var reach = (long)dilation * (kernel - 1);
        if (output + reach > SlidingWindow.MaxSize)
            throw new NodeException($"Its window spans {reach + 1} pixels. Export the model again.");
        return new StuffedAxis(kernel, dilation, (int)output, [.. Enumerable.Range(0, (int)(output + reach)).Select(Index)]);

        int Index(int place)
        {
            var pixel = place - reach + begin;
            return pixel >= 0 && pixel % stride == 0 && pixel / stride < size ? (int)(pixel / stride) : Rearrangement.Outside;
        }
    }
}
