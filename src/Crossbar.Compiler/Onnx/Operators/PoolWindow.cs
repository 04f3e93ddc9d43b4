using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>What the poolings' windows share beyond <see cref="SlidingWindow"/>: [N, C, H, W] → [N, C, H', W'].</summary>
internal static class PoolWindow
{
    /// <summary>Reads a pooling's window.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">What the window slides over: [N, C, H, W] or [N, C, L].</param>
    /// <param name="countsPadding">Whether padding counts, so that a window may hold nothing else.</param>
    /// <exception cref="NodeException">There is no kernel_shape, or a window could hold nothing of the image.</exception>
    public static SlidingWindow Read(NodeImport node, Activation input, bool countsPadding = false)
    {
        var kernel = node.Attributes.Integers("kernel_shape") ?? throw new NodeException("It has no kernel_shape. Export the model again.");
        var window = SlidingWindow.Read(node, input, kernel, input.Shape.Channels, node.Attributes.Flag("ceil_mode"));
        var (g, _) = window;
        if (Math.Max(g.PadTop, g.PadBottom) > g.DilationY * (g.KernelHeight - 1L)
            || Math.Max(g.PadLeft, g.PadRight) > g.DilationX * (g.KernelWidth - 1L))
            throw new NodeException(
                "Its padding is not smaller than its window, so that a window could hold nothing of the image. Export the model again.");
        if (!countsPadding)
        {
            CheckHits(input.Dimensions[^1], window.Dimensions[^1], g.KernelWidth, g.StrideX, g.DilationX, g.PadLeft);
            if (input.Rank == 4)
                CheckHits(input.Dimensions[^2], window.Dimensions[^2], g.KernelHeight, g.StrideY, g.DilationY, g.PadTop);
        }

        return window;
    }

    // Taps that are further apart than the image is long may miss it on both sides.
    private static void CheckHits(int size, int positions, int kernel, long stride, long dilation, long padding)
    {
        for (var k = 0; k < positions; k++)
        {
            var start = (k * stride) - padding;
            var tap = start < 0 ? (-start + dilation - 1) / dilation : 0;
            if (tap >= kernel || start + (tap * dilation) >= size)
                throw new NodeException(
                    $"At position {k} its window of {kernel} pixels, {dilation} apart, misses the image of {size} pixels. " +
                    "Use larger images or a smaller dilation.");
        }
    }
}
