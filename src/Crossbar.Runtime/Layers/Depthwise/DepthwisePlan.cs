namespace Crossbar.Runtime.Layers.Depthwise;

/// <summary>
/// How an image is laid out for a depthwise layer: padded, and of a block of channels all values of a pixel are neighbours, as many as a register has lanes.
/// Planes are often small and their lines short, of which a register would be mostly empty; channels are many.
/// </summary>
internal sealed unsafe class DepthwisePlan
{
    private readonly WindowGeometry _window;
    private readonly TensorShape _input;
    private readonly int _lineCount;
    private readonly int _lineLength;

    private DepthwisePlan(WindowGeometry window, TensorShape input, TensorShape output, int lanes)
    {
        (_window, _input, Lanes) = (window, input, lanes);
        _lineLength = ((output.Width - 1) * window.StrideX) + ((window.KernelWidth - 1) * window.DilationX) + 1;
        _lineCount = ((output.Height - 1) * window.StrideY) + ((window.KernelHeight - 1) * window.DilationY) + 1;
        Starts = new int[output.Height * output.Width];
        for (var p = 0; p < Starts.Length; p++)
            Starts[p] = Place(p / output.Width * window.StrideY, p % output.Width * window.StrideX);
        Taps = new int[window.Taps];
        for (var tap = 0; tap < Taps.Length; tap++)
            Taps[tap] = Place(tap / window.KernelWidth * window.DilationY, tap % window.KernelWidth * window.DilationX);
    }

    /// <summary>Channels of a block.</summary>
    public int Lanes { get; }

    /// <summary>Where each window position begins in the planes.</summary>
    public int[] Starts { get; }

    /// <summary>Where each tap lies relative to its window.</summary>
    public int[] Taps { get; }

    /// <summary>Number of blocks; the last may have fewer channels.</summary>
    public int BlockCount => (_input.Channels + Lanes - 1) / Lanes;

    /// <summary>Length of a block's planes.</summary>
    public int PlanesLength => _lineCount * _lineLength * Lanes;

    private bool IsPadded => _window.PadTop > 0 || _window.PadLeft > 0 || _lineCount > _input.Height || _lineLength > _input.Width || _input.Channels < Lanes;

    /// <summary>Plans the layout.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="output">Shape of the layer's output, [C, Ho, Wo].</param>
    /// <returns>The plan; null where registers of channels would be mostly empty, or there are none.</returns>
    public static DepthwisePlan? Of(WindowGeometry window, TensorShape input, TensorShape output)
    {
        if (window.PadTop < 0 || window.PadLeft < 0)
            return null;
        // As few blocks as can be, of registers that are as narrow as that allows.
        var lanes = 0;
        foreach (var (isSupported, width) in new[] { (Lanes128.IsSupported, Lanes128.Count), (Lanes256.IsSupported, Lanes256.Count), (Lanes512.IsSupported, Lanes512.Count) })
        {
            if (isSupported && 2 * input.Channels >= width && (lanes == 0 || Blocks(width) < Blocks(lanes)))
                lanes = width;
        }

        return lanes == 0 ? null : new DepthwisePlan(window, input, output, lanes);

        int Blocks(int width) => (input.Channels + width - 1) / width;
    }

    /// <summary>Fills what no channel is written to; once per image, for all its blocks.</summary>
    /// <param name="planes">The planes, <see cref="PlanesLength"/> values.</param>
    public void Pad(Span<float> planes)
    {
        if (IsPadded)
            planes[..PlanesLength].Clear();
    }

    /// <summary>Channels of one of the blocks.</summary>
    /// <param name="block">The block.</param>
    public int ChannelsOf(int block) => Math.Min(Lanes, _input.Channels - (block * Lanes));

    /// <summary>Lays out the channels of one block.</summary>
    /// <param name="image">The image, [C, H, W].</param>
    /// <param name="block">The block.</param>
    /// <param name="planes">The planes, padded.</param>
    public void LayOut(ReadOnlySpan<float> image, int block, Span<float> planes)
    {
        var (area, channels) = (_input.Height * _input.Width, ChannelsOf(block));
        image = image.Slice(block * Lanes * area, channels * area);
        ArgumentOutOfRangeException.ThrowIfLessThan(planes.Length, PlanesLength);
        var lines = Math.Min(_input.Height, _lineCount - _window.PadTop);
        var length = Math.Min(_input.Width, _lineLength - _window.PadLeft);
        fixed (float* source = image, destination = planes)
        {
            for (var y = 0; y < lines; y++)
                Transposition.Transpose(source + (y * _input.Width), area, channels, length, destination + Place(y + _window.PadTop, _window.PadLeft), Lanes);
        }
    }

    private int Place(int y, int x) => ((y * _lineLength) + x) * Lanes;
}
