namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// Runs a pooling. Channel by channel, lines are joined first and then the columns of what comes out, so that a window of h·w pixels costs
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
    public override int ScratchLength => _image.PlaneLength + _image.LineLength;

    /// <inheritdoc/>
    public override void Run(in LayerBuffers buffers)
    {
        var plane = buffers.Scratch[.._image.PlaneLength];
        var joined = buffers.Scratch.Slice(_image.PlaneLength, _image.LineLength);
        plane.Fill(_divisors is null ? float.NegativeInfinity : 0);
        for (var channel = 0; channel < _input.Channels; channel++)
        {
            _image.LayOut(buffers.Input(0), channel, null, plane);
            for (var y = 0; y < _output.Height; y++)
                PoolLine(plane, y, joined, buffers.Output.Slice(((channel * _output.Height) + y) * _output.Width, _output.Width));
        }
    }

    private void PoolLine(ReadOnlySpan<float> plane, int y, Span<float> joined, Span<float> output)
    {
        for (var ky = 0; ky < _window.KernelHeight; ky++)
            Join(plane.Slice(((y * _window.StrideY) + (ky * _window.DilationY)) * _image.LineLength, _image.LineLength), joined, ky == 0);
        for (var kx = 0; kx < _window.KernelWidth; kx++)
            Join(joined.Slice(_image.OffsetInLine(kx), output.Length), output, kx == 0);
        for (var x = 0; _divisors is not null && x < output.Length; x++)
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
