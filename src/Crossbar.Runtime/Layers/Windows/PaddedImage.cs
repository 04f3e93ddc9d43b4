using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// An image laid out so that no window needs to be gathered: padded, and each line split into the phases of the horizontal
/// stride. Outputs that are neighbours in a line then read neighbours in memory at every tap of the window, and
/// <see cref="PackedMatrix"/> takes its inputs straight from the image. Lines are whole segments, or as short as the window allows, so that little lies
/// between the outputs of two.
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
    /// <param name="joinsLines">Whether lines are to be as short as possible; with a window that moves pixel by pixel outputs then follow each other over the ends of lines.</param>
    public PaddedImage(WindowGeometry window, TensorShape input, int outputHeight, int outputWidth, bool joinsLines = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window.PadTop);
        ArgumentOutOfRangeException.ThrowIfNegative(window.PadLeft);
        _window = window;
        _input = input;
        SegmentsPerLine = (outputWidth + PackedMatrix.SegmentWidth - 1) / PackedMatrix.SegmentWidth;
        _phaseLength = (joinsLines ? outputWidth : SegmentsPerLine * PackedMatrix.SegmentWidth) + ((window.KernelWidth - 1) * window.DilationX / window.StrideX);
        // Whole vectors, so that what runs over lines needs no rest.
        if (!joinsLines)
            _phaseLength = (_phaseLength + PackedMatrix.SegmentWidth - 1) / PackedMatrix.SegmentWidth * PackedMatrix.SegmentWidth;
        LineLength = window.StrideX * _phaseLength;
        _lineIsRead = new bool[((outputHeight - 1) * window.StrideY) + ((window.KernelHeight - 1) * window.DilationY) + 1];
        for (var y = 0; y < outputHeight; y++)
        {
            for (var ky = 0; ky < window.KernelHeight; ky++)
                _lineIsRead[(y * window.StrideY) + (ky * window.DilationY)] = true;
        }

        PlaneLength = LineCount * LineLength;
        _phaseIsRead = new bool[window.StrideX];
        for (var kx = 0; kx < window.KernelWidth; kx++)
            _phaseIsRead[kx * window.DilationX % window.StrideX] = true;
    }

    /// <summary>Number of lines.</summary>
    public int LineCount => _lineIsRead.Length;

    /// <summary>Length of one line.</summary>
    public int LineLength { get; }

    /// <summary>Length of one channel.</summary>
    public int PlaneLength { get; }

    /// <summary>Segments of eight outputs in a line of the output.</summary>
    public int SegmentsPerLine { get; }

    /// <summary>Whether the image is laid out as it is.</summary>
    public bool IsImage =>
        _window is { StrideX: 1, PadTop: 0, PadLeft: 0 } && LineCount == _input.Height && LineLength == _input.Width;

    /// <summary>Where a tap of the window lies in a line, relative to the window.</summary>
    /// <param name="kx">The tap's column in the window.</param>
    public int OffsetInLine(int kx)
    {
        var (offset, phase) = Math.DivRem(kx * _window.DilationX, _window.StrideX);
        return (phase * _phaseLength) + offset;
    }

    /// <summary>Length of the memory that an image's converted pixels need before they are dealt out to phases.</summary>
    public int ConvertedLength => _window.StrideX > 1 ? _input.Height * _input.Width : 0;

    /// <summary>Lays out an image. What no window reads is left as it may be.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="dac">Converts it on the way; null to take it as it is.</param>
    /// <param name="padding">The value of pixels outside the image, converted; what the converters make of 0.</param>
    /// <param name="planes">Receives <see cref="PlaneLength"/> values per channel.</param>
    /// <param name="converted">Memory of <see cref="ConvertedLength"/>.</param>
    public void LayOut(ReadOnlySpan<float> image, Dac? dac, float padding, Span<float> planes, Span<float> converted)
    {
        var area = _input.Height * _input.Width;
        if (IsImage)
        {
            image = image[..(_input.Channels * area)];
            if (dac is { } converter)
                converter.Convert(image, planes);
            else
                image.CopyTo(planes);
            return;
        }

        for (var channel = 0; channel < _input.Channels; channel++)
        {
            var plane = planes.Slice(channel * PlaneLength, PlaneLength);
            plane.Fill(padding);
            LayOut(image.Slice(channel * area, area), dac, plane, converted);
        }
    }

    /// <summary>Lays out one channel, but for its padding.</summary>
    /// <param name="source">The channel, [H, W] flattened.</param>
    /// <param name="dac">Converts it on the way; null to take it as it is.</param>
    /// <param name="plane">Receives it where it is not padding, of <see cref="PlaneLength"/> values.</param>
    /// <param name="converted">Memory of <see cref="ConvertedLength"/>.</param>
    public void LayOut(ReadOnlySpan<float> source, Dac? dac, Span<float> plane, Span<float> converted)
    {
        if (_window.StrideX > 1)
        {
            if (dac is { } first)
            {
                first.Convert(source, converted);
                source = converted;
            }

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
    /// <param name="line">The line, [W] or with padding behind it.</param>
    /// <param name="destination">Receives it where it is not padding, of <see cref="LineLength"/> values.</param>
    public unsafe void LayOutLine(ReadOnlySpan<float> line, Span<float> destination)
    {
        if (_window.StrideX == 1)
        {
            line[..Math.Clamp(LineLength - _window.PadLeft, 0, line.Length)].CopyTo(destination[_window.PadLeft..]);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, LineLength);
        fixed (float* from = line, to = destination)
            DealLine(from, line.Length, to);
    }

    private unsafe void Deal(ReadOnlySpan<float> source, Span<float> plane)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source.Length, _input.Height * _input.Width);
        ArgumentOutOfRangeException.ThrowIfLessThan(plane.Length, PlaneLength);
        fixed (float* from = source, to = plane)
        {
            for (var line = 0; line < LineCount; line++)
            {
                var y = line - _window.PadTop;
                if (_lineIsRead[line] && (uint)y < (uint)_input.Height)
                    DealLine(from + (y * _input.Width), _input.Width, to + (line * LineLength));
            }
        }
    }

    // Deals a line's pixels out to the phases of the stride.
    private unsafe void DealLine(float* line, int length, float* destination)
    {
        var left = _window.PadLeft;
        if (_window.StrideX == 2)
        {
            var even = destination + (left % 2 * _phaseLength) + (left / 2);
            var odd = destination + ((left + 1) % 2 * _phaseLength) + ((left + 1) / 2);
            var pairs = Math.Clamp(_phaseLength - ((left + 1) / 2), 0, length / 2);
            PixelDeal.Deal(line, pairs, even, odd);
            if (length > 2 * pairs && pairs < _phaseLength - (left / 2))
                even[pairs] = line[2 * pairs];
            return;
        }

        for (var phase = 0; phase < _window.StrideX; phase++)
        {
            if (!_phaseIsRead[phase])
                continue;
            var part = destination + (phase * _phaseLength);
            // The first output whose pixel lies inside the line, and how many do.
            var first = Math.Clamp((left - phase + _window.StrideX - 1) / _window.StrideX, 0, _phaseLength);
            var x = (first * _window.StrideX) + phase - left;
            var end = first + Math.Clamp((length - x + _window.StrideX - 1) / _window.StrideX, 0, _phaseLength - first);
            for (var k = first; k < end; k++, x += _window.StrideX)
                part[k] = line[x];
        }
    }
}
