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
    }

    /// <inheritdoc/>
    public override int ScratchLength => _input.Width + _image.LineLength;

    private float Nothing => _divisors is null ? float.NegativeInfinity : 0;

    /// <inheritdoc/>
    public override void Run(in LayerBuffers buffers)
    {
        var joined = buffers.Scratch[.._input.Width];
        var padded = buffers.Scratch.Slice(_input.Width, _image.LineLength);
        padded.Fill(Nothing);
        var area = _input.Height * _input.Width;
        for (var channel = 0; channel < _input.Channels; channel++)
        {
            var plane = buffers.Input(0).Slice(channel * area, area);
            for (var y = 0; y < _output.Height; y++)
            {
                JoinLines(plane, y, joined);
                _image.LayOutLine(joined, padded);
                JoinColumns(padded, y, buffers.Output.Slice(((channel * _output.Height) + y) * _output.Width, _output.Width));
            }
        }
    }

    private void JoinLines(ReadOnlySpan<float> plane, int y, Span<float> joined)
    {
        var isFirst = true;
        for (var ky = 0; ky < _window.KernelHeight; ky++)
        {
            var line = (y * _window.StrideY) - _window.PadTop + (ky * _window.DilationY);
            if ((uint)line >= (uint)_input.Height)
                continue;
            Join(plane.Slice(line * joined.Length, joined.Length), joined, isFirst);
            isFirst = false;
        }

        if (isFirst)
            joined.Fill(Nothing);
    }

    private void JoinColumns(ReadOnlySpan<float> line, int y, Span<float> output)
    {
        for (var kx = 0; kx < _window.KernelWidth; kx++)
            Join(line.Slice(_image.OffsetInLine(kx), output.Length), output, kx == 0);
        if (_divisors is null)
            return;
        for (var x = 0; x < output.Length; x++)
            output[x] /= _divisors[(y * output.Length) + x];
    }

    private void Join(ReadOnlySpan<float> line, Span<float> sum, bool isFirst)
    {
        if (isFirst)
            line.CopyTo(sum);
        else if (_divisors is null)
            Elementwise.Max(line, sum);
        else
            Elementwise.AddScaled(line, 1, sum);
    }
}
