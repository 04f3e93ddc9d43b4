namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// im2col: lays the windows of an image [C, H, W] side by side, one row a tap in the order channel, kernel row, kernel column
/// (the order in which a kernel is unrolled into a bit line).
/// </summary>
public sealed class WindowGather
{
    private readonly WindowGeometry _window;
    private readonly int _height;
    private readonly int _width;
    private readonly int _outputWidth;

    /// <summary>Describes the windows of one layer.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W] or [C].</param>
    /// <param name="output">Shape of the layer's output, [outputs, Ho, Wo] or [outputs].</param>
    public WindowGather(WindowGeometry window, TensorShape input, TensorShape output)
    {
        _window = window;
        _height = input.Height;
        _width = input.Width;
        _outputWidth = output.Width;
        Positions = output.Height * output.Width;
    }

    /// <summary>Number of window positions in an image, Ho·Wo.</summary>
    public int Positions { get; }

    /// <summary>Gathers neighbouring window positions.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="firstChannel">The first channel to gather.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="firstPosition">The first position (row-major over the output).</param>
    /// <param name="count">How many positions.</param>
    /// <param name="padding">The value of pixels outside the image.</param>
    /// <param name="rows">Receives [channels·taps, stride]; elements beyond <paramref name="count"/> of a row are set to <paramref name="padding"/>.</param>
    /// <param name="stride">Length of a row of <paramref name="rows"/>, at least <paramref name="count"/>.</param>
    public void Gather(
        ReadOnlySpan<float> image, int firstChannel, int channels, int firstPosition, int count, float padding, Span<float> rows, int stride)
    {
        for (var c = 0; c < channels; c++)
        {
            var plane = image.Slice((firstChannel + c) * _height * _width, _height * _width);
            for (var ky = 0; ky < _window.KernelHeight; ky++)
            {
                for (var kx = 0; kx < _window.KernelWidth; kx++)
                {
                    var row = rows.Slice(((((c * _window.KernelHeight) + ky) * _window.KernelWidth) + kx) * stride, stride);
                    GatherTap(plane, ky, kx, firstPosition, row[..count], padding);
                    row[count..].Fill(padding);
                }
            }
        }
    }

    private void GatherTap(ReadOnlySpan<float> plane, int ky, int kx, int firstPosition, Span<float> row, float padding)
    {
        var done = 0;
        while (done < row.Length)
        {
            var oy = (firstPosition + done) / _outputWidth;
            var ox = (firstPosition + done) % _outputWidth;
            var segment = row.Slice(done, Math.Min(row.Length - done, _outputWidth - ox));
            var y = (oy * _window.StrideY) - _window.PadTop + (ky * _window.DilationY);
            var x = (ox * _window.StrideX) - _window.PadLeft + (kx * _window.DilationX);
            if ((uint)y >= (uint)_height)
                segment.Fill(padding);
            else
                GatherLine(plane.Slice(y * _width, _width), x, segment, padding);
            done += segment.Length;
        }
    }

    private void GatherLine(ReadOnlySpan<float> line, int x, Span<float> segment, float padding)
    {
        if (_window.StrideX == 1)
        {
            var left = Math.Clamp(-x, 0, segment.Length);
            var inside = Math.Clamp(line.Length - (x + left), 0, segment.Length - left);
            segment[..left].Fill(padding);
            if (inside > 0)
                line.Slice(x + left, inside).CopyTo(segment[left..]);
            segment[(left + inside)..].Fill(padding);
            return;
        }

        for (var k = 0; k < segment.Length; k++, x += _window.StrideX)
            segment[k] = (uint)x < (uint)line.Length ? line[x] : padding;
    }
}
