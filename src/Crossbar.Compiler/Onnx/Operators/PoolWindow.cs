using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>What the poolings' windows share beyond <see cref="SlidingWindow"/>: [N, C, H, W] → [N, C, H', W'].</summary>
internal static class PoolWindow
{
    /// <summary>Reads a pooling's window.</summary>
    /// <exception cref="NodeException">There is no kernel_shape, or a window could lie in the padding as a whole.</exception>
    public static SlidingWindow Read(NodeImport node, Activation input)
    {
        var kernel = node.Attributes.Integers("kernel_shape") ?? throw new NodeException("It has no kernel_shape. Export the model again.");
        var window = SlidingWindow.Read(node, input, kernel, input.Shape.Channels, node.Attributes.Flag("ceil_mode"));
        var (g, _) = window;
        if (Math.Max(g.PadTop, g.PadBottom) > g.DilationY * (g.KernelHeight - 1L)
            || Math.Max(g.PadLeft, g.PadRight) > g.DilationX * (g.KernelWidth - 1L))
            throw new NodeException(
                "Its padding is not smaller than its window, so that a window could hold nothing of the image. Export the model again.");
        return window;
    }
}
