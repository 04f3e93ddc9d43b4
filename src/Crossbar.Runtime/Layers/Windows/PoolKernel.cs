namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// Runs a pooling. The lines under a window are joined first and then the columns of what comes out, so that a window of h·w pixels costs
/// h + w steps, each of which runs over a whole line.
/// </summary>
internal sealed class PoolKernel : LayerKernel
{
    private readonly WindowGeometry _window;
    private readonly PaddedImage _image;
    private readonly TensorShape _input;
    private readonly TensorShape _output;
    private readonly float[]? _divisors;
    private readonly int[] _lineOffsets;
    private readonly int[] _columnOffsets;
    private readonly int _joinedLength;

    /// <summary>Plans a pooling.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="output">Shape of the layer's output, [C, Ho, Wo].</param>
    /// <param name="divisors">What the sum under the window at each position is divided by, [Ho·Wo]; null for the maximum.</param>
    public PoolKernel(WindowGeometry window, TensorShape input, TensorShape output, float[]? divisors)
    {
        _window = window;
        _input = input;
        _output = output;
        _image = new PaddedImage(window, input, output.Height, output.Width);
        _divisors = divisors;
        _lineOffsets = [.. Enumerable.Range(0, window.KernelHeight).Select(ky => ky * window.DilationY * input.Width)];
        _columnOffsets = [.. Enumerable.Range(0, window.KernelWidth).Select(_image.OffsetInLine)];
        // Whole registers, so that dealing out leaves no rest.
        _joinedLength = (input.Width + Lanes512.Count - 1) / Lanes512.Count * Lanes512.Count;
    }

    /// <inheritdoc/>
    public override int ScratchLength => _joinedLength + _image.LineLength;

    /// <inheritdoc/>
    public override void Run(in LayerBuffers buffers)
    {
        if (_divisors is null)
            Run<MaximumJoin>(buffers.Input(0), buffers.Output, buffers.Scratch);
        else
            Run<SumJoin>(buffers.Input(0), buffers.Output, buffers.Scratch);
    }

    private unsafe void Run<TJoin>(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
        where TJoin : struct, IJoin
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Length, _input.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, _output.Length);
        var joined = scratch[.._joinedLength];
        var padded = scratch.Slice(_joinedLength, _image.LineLength);
        joined.Fill(TJoin.Nothing);
        padded.Fill(TJoin.Nothing);
        var (height, width) = (_output.Height, _output.Width);
        fixed (float* source = input, target = output, line = joined, columns = padded)
        fixed (int* lineOffsets = _lineOffsets, columnOffsets = _columnOffsets)
        {
            for (var channel = 0; channel < _input.Channels; channel++)
            {
                var plane = source + (channel * _input.Height * _input.Width);
                var lines = target + (channel * height * width);
                for (var y = 0; y < height; y++)
                {
                    var top = (y * _window.StrideY) - _window.PadTop;
                    // The taps that lie in the image; nearly always all.
                    var (first, end) = (0, _window.KernelHeight);
                    while (first < end && top + (first * _window.DilationY) < 0)
                        first++;
                    while (first < end && top + ((end - 1) * _window.DilationY) >= _input.Height)
                        end--;
                    if (end > first)
                        Join<TJoin>(plane + (top * _input.Width), lineOffsets + first, end - first, _input.Width, line);
                    else
                        joined.Fill(TJoin.Nothing);
                    _image.LayOutLine(joined, padded);
                    Join<TJoin>(columns, columnOffsets, _window.KernelWidth, width, lines + (y * width));
                }
            }
        }

        if (_divisors is null)
            return;
        var area = height * width;
        for (var k = 0; k < _output.Length; k++)
            output[k] /= _divisors[k % area];
    }

    // y[k] = what source[offsets[0] + k], source[offsets[1] + k], ... give together.
    private static unsafe void Join<TJoin>(float* source, int* offsets, int count, int length, float* y)
        where TJoin : struct, IJoin
    {
        var k = 0;
        if (Lanes512.IsSupported)
            k = Join<TJoin, Lanes512>(source, offsets, count, length, y, k);
        if (Lanes256.IsSupported)
            k = Join<TJoin, Lanes256>(source, offsets, count, length, y, k);
        if (Lanes128.IsSupported)
            k = Join<TJoin, Lanes128>(source, offsets, count, length, y, k);
        Join<TJoin, LanesScalar>(source, offsets, count, length, y, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int Join<TJoin, T>(float* source, int* offsets, int count, int length, float* y, int k)
        where TJoin : struct, IJoin
        where T : struct, ILanes<T>
    {
        for (; k <= length - T.Count; k += T.Count)
        {
            var value = T.Load(source + offsets[0] + k);
            for (var t = 1; t < count; t++)
                value = TJoin.Join(value, T.Load(source + offsets[t] + k));
            T.Store(value, y + k);
        }

        return k;
    }
}
