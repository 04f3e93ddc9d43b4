namespace Crossbar.Runtime.Layers;

/// <summary>Where a pooling window meets the image.</summary>
internal sealed class PoolWindows(WindowGeometry window, TensorShape input, TensorShape output)
{
    /// <summary>C.</summary>
    public int Channels => input.Channels;

    /// <summary>W of the input.</summary>
    public int Width => input.Width;

    /// <summary>The input pixels of one channel, [H, W].</summary>
    public ReadOnlySpan<float> InputPlane(ReadOnlySpan<float> image, int channel) =>
        image.Slice(channel * input.Height * input.Width, input.Height * input.Width);

    /// <summary>The outputs of one channel, [Ho, Wo].</summary>
    public Span<float> OutputPlane(Span<float> image, int channel) =>
        image.Slice(channel * output.Height * output.Width, output.Height * output.Width);

    /// <summary>The taps of the window at one output position that lie inside the image.</summary>
    public Taps TapsAt(int position)
    {
        var y = ((position / output.Width) * window.StrideY) - window.PadTop;
        var x = ((position % output.Width) * window.StrideX) - window.PadLeft;
        var bottom = y + ((window.KernelHeight - 1) * window.DilationY) + 1;
        var right = x + ((window.KernelWidth - 1) * window.DilationX) + 1;
        var padded = CountInside(y, window.KernelHeight, window.DilationY, input.Height + window.PadBottom)
            * CountInside(x, window.KernelWidth, window.DilationX, input.Width + window.PadRight);
        return new Taps(
            FirstInside(y, window.DilationY), Math.Min(bottom, input.Height), window.DilationY,
            FirstInside(x, window.DilationX), Math.Min(right, input.Width), window.DilationX,
            padded);
    }

    private static int FirstInside(int start, int step) => start >= 0 ? start : start + ((-start + step - 1) / step * step);

    private static int CountInside(int start, int taps, int step, int end) => Math.Clamp((end - start + step - 1) / step, 0, taps);

    /// <summary>Rows Top, Top + StepY, ... below Bottom and columns Left, Left + StepX, ... below Right.</summary>
    /// <param name="Top">First row inside the image.</param>
    /// <param name="Bottom">One past the last row.</param>
    /// <param name="StepY">Distance of rows.</param>
    /// <param name="Left">First column inside the image.</param>
    /// <param name="Right">One past the last column.</param>
    /// <param name="StepX">Distance of columns.</param>
    /// <param name="PaddedCount">Taps inside the padded image.</param>
    internal readonly record struct Taps(int Top, int Bottom, int StepY, int Left, int Right, int StepX, int PaddedCount);
}
