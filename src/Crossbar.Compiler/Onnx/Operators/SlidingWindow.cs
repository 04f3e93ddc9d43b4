using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// The window of a convolution or pooling and where it leads: attributes strides, dilations, pads and auto_pad, and the shape
/// rule that these operators share. One spatial dimension, [N, C, L], is an image of height 1.
/// </summary>
/// <param name="Geometry">How the window slides.</param>
/// <param name="Dimensions">The result's dimensions for one image, [1, C, H', W'].</param>
internal sealed record SlidingWindow(WindowGeometry Geometry, ImmutableArray<int> Dimensions)
{
    /// <summary>Larger sizes than any network's; a file with such numbers is damaged.</summary>
    public const long MaxSize = 1 << 20;

    /// <summary>Reads a node's window.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">What the window slides over: [N, C, H, W] or [N, C, L].</param>
    /// <param name="kernel">The window's size, one number per spatial dimension.</param>
    /// <param name="channels">Channels of the result.</param>
    /// <param name="ceil">Whether a window that does not fit whole at the end counts.</param>
    /// <exception cref="NodeException">The attributes contradict each other or the input.</exception>
    public static SlidingWindow Read(NodeImport node, Activation input, ImmutableArray<long> kernel, long channels, bool ceil = false)
    {
        var rank = SpatialRank(input);
        Check("kernel_shape", kernel, rank, 1);
        var strides = List(node, "strides", rank, 1);
        var dilations = List(node, "dilations", rank, 1);
        var pads = List(node, "pads", 2 * rank, 0);
        var automatic = node.Attributes.Text("auto_pad", "NOTSET");

        var axes = Enumerable.Range(0, rank).Select(i =>
        {
            var axis = new WindowAxis(input.Dimensions[i + 2], kernel[i], strides[i], dilations[i]);
            return automatic switch
            {
                "NOTSET" or "" => axis.Padded(pads[i], pads[rank + i], ceil),
                "VALID" => axis.Padded(0, 0, ceil),
                "SAME_UPPER" => axis.Same(extraAtEnd: true),
                "SAME_LOWER" => axis.Same(extraAtEnd: false),
                _ => throw new NodeException($"auto_pad is '{automatic}'; NOTSET, VALID, SAME_UPPER and SAME_LOWER exist."),
            };
        }).ToArray();

        // What is padded must fit, too: pads may be any number.
        Activation.Check([1, input.Dimensions[1], .. axes.Select((a, i) => input.Dimensions[i + 2] + a.PadBegin + a.PadEnd)]);
        var dimensions = Activation.Check([1, channels, .. axes.Select(a => a.Output)]);
        return new SlidingWindow(Join(rank == 2 ? axes[0] : WindowAxis.Point, axes[^1]), dimensions);
    }

    /// <summary>The number of dimensions that windows slide over.</summary>
    /// <exception cref="NodeException">It is neither 1 nor 2.</exception>
    public static int SpatialRank(Activation input) => input switch
    {
        { Rank: 3 or 4, ChannelAxis: 1 } => input.Rank - 2,
        { Rank: > 4 } => throw new NodeException(
            $"Its input has the shape {input.DescribeShape()}; windows over three dimensions are not supported. Use layers of two, the third being channels.")
        {
            Remedy = NodeRemedy.Cut,
        },
        _ => throw new NodeException(
            $"Its input has the shape {input.DescribeShape()}; [N, C, H, W] or [N, C, L] is needed. Put a Reshape or Transpose before it."),
    };

    /// <summary>An attribute that is a list of a given length, or all the least number.</summary>
    /// <exception cref="NodeException">It has another length, or numbers out of range.</exception>
    public static ImmutableArray<long> List(NodeImport node, string name, int length, long least)
    {
        var list = node.Attributes.Integers(name) ?? [.. Enumerable.Repeat(least, length)];
        Check(name, list, length, least);
        return list;
    }

    /// <summary>Makes sure that an attribute has a given length and numbers in range.</summary>
    /// <exception cref="NodeException">It has not.</exception>
    public static void Check(string name, ImmutableArray<long> list, int length, long least)
    {
        if (list.Length != length || list.Any(v => v < least || v > MaxSize))
            throw new NodeException($"{name} is [{string.Join(", ", list)}]; {length} numbers from {least} to {MaxSize} are needed.");
    }

    private static WindowGeometry Join(WindowAxis y, WindowAxis x) => new((int)y.Kernel, (int)x.Kernel)
    {
        StrideY = (int)y.Stride,
        StrideX = (int)x.Stride,
        DilationY = (int)y.Dilation,
        DilationX = (int)x.Dilation,
        PadTop = (int)y.PadBegin,
        PadLeft = (int)x.PadBegin,
        PadBottom = (int)y.PadEnd,
        PadRight = (int)x.PadEnd,
    };
}
