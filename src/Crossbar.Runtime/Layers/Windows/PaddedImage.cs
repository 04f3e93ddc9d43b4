using System.Diagnostics;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// An image laid out so that no window needs to be gathered: padded, and each line split into the phases of the horizontal
/// stride. Outputs that are neighbours in a line then read neighbours in memory at every tap of the window, and
/// <see cref="PackedMatrix"/> takes its inputs straight from the image.
/// </summary>
internal sealed class PaddedImage
{
    private readonly WindowGeometry _window;
    private readonly TensorShape _input;
    private readonly int _phaseLength;
    private readonly bool[] _lineIsRead;
    private readonly bool[] _phaseIsRead;

    /// <summary>Plans the layout.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="outputHeight">Lines of the layer's output.</param>
    /// <param name="outputWidth">Length of a line of the output.</param>
    public PaddedImage(WindowGeometry window, TensorShape input, int outputHeight, int outputWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window.PadTop);
        ArgumentOutOfRangeException.ThrowIfNegative(window.PadLeft);
        _window = window;
        _input = input;
        SegmentsPerLine = (outputWidth + PackedMatrix.SegmentWidth - 1) / PackedMatrix.SegmentWidth;
        _phaseLength = (SegmentsPerLine * PackedMatrix.SegmentWidth) + ((window.KernelWidth - 1) * window.DilationX / window.StrideX);
        // Whole vectors, so that what runs over lines needs no rest.
        _phaseLength = (_phaseLength + PackedMatrix.SegmentWidth - 1) / PackedMatrix.SegmentWidth * PackedMatrix.SegmentWidth;
        _lineIsRead = new bool[((outputHeight - 1) * window.StrideY) + ((window.KernelHeight - 1) * window.DilationY) + 1];
        for (var y = 0; y < outputHeight; y++)
        {
            for (var ky = 0; ky < window.KernelHeight; ky++)
                _lineIsRead[(y * window.StrideY) + (ky * window.DilationY)] = true;
        }

        _phaseIsRead = new bool[window.StrideX];
        for (var kx = 0; kx < window.KernelWidth; kx++)
            _phaseIsRead[kx * window.DilationX % window.StrideX] = true;
    }

    /// <summary>Number of lines.</summary>
    public int LineCount => _lineIsRead.Length;

    /// <summary>Length of one line.</summary>
    public int LineLength => _window.StrideX * _phaseLength;

    /// <summary>Length of one channel.</summary>
    public int PlaneLength => LineCount * LineLength;

    /// <summary>Segments of eight outputs in a line of the output.</summary>
    public int SegmentsPerLine { get; }

    /// <summary>Where a tap of the window lies in a line, relative to the window.</summary>
    /// <param name="kx">The tap's column in the window.</param>
    public int OffsetInLine(int kx)
    {
        var (offset, phase) = Math.DivRem(kx * _window.DilationX, _window.StrideX);
        return (phase * _phaseLength) + offset;
    }

    /// <summary>Lays out an image. What no window reads is left as it may be.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="dac">Converts it on the way; null to take it as it is.</param>
    /// <param name="padding">The value of pixels outside the image, converted; what the converters make of 0.</param>
    /// <param name="planes">Receives <see cref="PlaneLength"/> values a channel.</param>
    public void LayOut(ReadOnlySpan<float> image, Dac? dac, float padding, Span<float> planes)
    {
        var dealt = _window.StrideX > 1 && dac is not null;
        planes.Fill(dealt ? 0 : padding);
        for (var channel = 0; channel < _input.Channels; channel++)
            LayOut(image, channel, dealt ? null : dac, planes.Slice(channel * PlaneLength, PlaneLength));
        if (dealt)
            dac!.Value.Convert(planes, planes);
    }

    /// <summary>Lays out one channel, but for its padding.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="dac">Converts it on the way where the window moves pixel by pixel; null to take it as it is.</param>
    /// <param name="plane">Receives it where it is not padding, of <see cref="PlaneLength"/> values.</param>
    public void LayOut(ReadOnlySpan<float> image, int channel, Dac? dac, Span<float> plane)
    {
        var source = image.Slice(channel * _input.Height * _input.Width, _input.Height * _input.Width);
        if (_window.StrideX > 1)
        {
            Debug.Assert(dac is null, "Pixels are dealt out first and converted then.");
            Deal(source, plane);
            return;
        }

        var lines = new LineCopy(Math.Min(_input.Height, LineCount - _window.PadTop), Math.Min(_input.Width, LineLength - _window.PadLeft), _input.Width, LineLength);
        if (lines.Count <= 0 || lines.Length <= 0)
            return;
        var inside = plane[((_window.PadTop * LineLength) + _window.PadLeft)..];
        if (dac is { } converter)
            converter.Convert(source, inside, lines);
        else
            lines.Copy(source, inside);
    }

    /// <summary>Lays out one line, but for its padding.</summary>
    /// <param name="line">The line, [W].</param>
    /// <param name="destination">Receives it where it is not padding, of <see cref="LineLength"/> values.</param>
    public void LayOutLine(ReadOnlySpan<float> line, Span<float> destination)
    {
        if (_window.StrideX > 1)
            DealLine(line, destination);
        else
            line[..Math.Clamp(LineLength - _window.PadLeft, 0, line.Length)].CopyTo(destination[_window.PadLeft..]);
    }

    private void Deal(ReadOnlySpan<float> source, Span<float> plane)
    {
        for (var line = 0; line < LineCount; line++)
        {
            var y = line - _window.PadTop;
            if (_lineIsRead[line] && (uint)y < (uint)_input.Height)
                DealLine(source.Slice(y * _input.Width, _input.Width), plane.Slice(line * LineLength, LineLength));
        }
    }

    // Deals a line's pixels out to the phases of the stride.
    private void DealLine(ReadOnlySpan<float> line, Span<float> destination)
    {
        if (_window.StrideX == 2)
        {
            var even = destination[((_window.PadLeft % 2 * _phaseLength) + (_window.PadLeft / 2))..];
            var odd = destination[(((_window.PadLeft + 1) % 2 * _phaseLength) + ((_window.PadLeft + 1) / 2))..];
            var pairs = Math.Min(line.Length / 2, _phaseLength - ((_window.PadLeft + 1) / 2));
            Elementwise.Deal(line[..(2 * pairs)], even, odd);
            if (line.Length > 2 * pairs && pairs < _phaseLength - (_window.PadLeft / 2))
                even[pairs] = line[2 * pairs];
            return;
        }

        for (var phase = 0; phase < _window.StrideX; phase++)
        {
            if (!_phaseIsRead[phase])
                continue;
            var part = destination.Slice(phase * _phaseLength, _phaseLength);
            // The first output whose pixel lies inside the line, and how many do.
            var outside = Math.Clamp((_window.PadLeft - phase + _window.StrideX - 1) / _window.StrideX, 0, part.Length);
            var x = (outside * _window.StrideX) + phase - _window.PadLeft;
            part = part.Slice(outside, Math.Clamp((line.Length - x + _window.StrideX - 1) / _window.StrideX, 0, part.Length - outside));
            for (var k = 0; k < part.Length; k++, x += _window.StrideX)
                part[k] = line[x];
        }
    }
}
