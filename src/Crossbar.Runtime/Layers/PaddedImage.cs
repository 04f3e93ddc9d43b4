using System.Collections.Immutable;
using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers;

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
    private readonly int _lines;

    /// <summary>Plans the layout.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="output">Shape of the layer's output, [outputs, Ho, Wo].</param>
    /// <param name="groups">Number of groups.</param>
    public PaddedImage(WindowGeometry window, TensorShape input, TensorShape output, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window.PadTop);
        ArgumentOutOfRangeException.ThrowIfNegative(window.PadLeft);
        _window = window;
        _input = input;
        var segmentsPerLine = (output.Width + PackedMatrix.SegmentWidth - 1) / PackedMatrix.SegmentWidth;
        _phaseLength = (segmentsPerLine * PackedMatrix.SegmentWidth) + ((window.KernelWidth - 1) * window.DilationX / window.StrideX);
        _lines = ((output.Height - 1) * window.StrideY) + ((window.KernelHeight - 1) * window.DilationY) + 1;
        var channels = input.Channels / groups;
        GroupLength = channels * PlaneLength;
        Taps = PlanTaps(channels);
        Segments = PlanSegments(output, segmentsPerLine);
    }

    /// <summary>Length of the laid-out image.</summary>
    public int Length => _input.Channels * PlaneLength;

    /// <summary>Distance of the groups' images.</summary>
    public int GroupLength { get; }

    /// <summary>Where each tap of a group's window lies, relative to its segment: [channels·taps], in the order channel, row, column.</summary>
    public int[] Taps { get; }

    /// <summary>The output in pieces of at most eight neighbours; filled up with empty ones to whole blocks.</summary>
    public ImmutableArray<OutputSegment> Segments { get; }

    private int LineLength => _window.StrideX * _phaseLength;

    private int PlaneLength => _lines * LineLength;

    /// <summary>Where the segments of block <paramref name="block"/> begin.</summary>
    public BlockSegments Block(int block) => new(
        Segments[4 * block].Start, Segments[(4 * block) + 1].Start, Segments[(4 * block) + 2].Start, Segments[(4 * block) + 3].Start);

    /// <summary>Lays out an image.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="padding">The value of pixels outside the image.</param>
    /// <param name="padded">Receives <see cref="Length"/> values.</param>
    public void LayOut(ReadOnlySpan<float> image, float padding, Span<float> padded)
    {
        for (var c = 0; c < _input.Channels; c++)
        {
            for (var line = 0; line < _lines; line++)
            {
                var destination = padded.Slice((c * PlaneLength) + (line * LineLength), LineLength);
                var y = line - _window.PadTop;
                if ((uint)y >= (uint)_input.Height)
                    destination.Fill(padding);
                else
                    LayOutLine(image.Slice(((c * _input.Height) + y) * _input.Width, _input.Width), padding, destination);
            }
        }
    }

    private void LayOutLine(ReadOnlySpan<float> line, float padding, Span<float> destination)
    {
        if (_window.StrideX == 1)
        {
            var inside = Math.Min(line.Length, destination.Length - _window.PadLeft);
            destination[.._window.PadLeft].Fill(padding);
            line[..inside].CopyTo(destination[_window.PadLeft..]);
            destination[(_window.PadLeft + inside)..].Fill(padding);
            return;
        }

        for (var phase = 0; phase < _window.StrideX; phase++)
        {
            var part = destination.Slice(phase * _phaseLength, _phaseLength);
            var x = phase - _window.PadLeft;
            for (var k = 0; k < part.Length; k++, x += _window.StrideX)
                part[k] = (uint)x < (uint)line.Length ? line[x] : padding;
        }
    }

    private int[] PlanTaps(int channels)
    {
        var taps = new int[channels * _window.Taps];
        var next = 0;
        for (var c = 0; c < channels; c++)
        {
            for (var ky = 0; ky < _window.KernelHeight; ky++)
            {
                for (var kx = 0; kx < _window.KernelWidth; kx++)
                {
                    var (offset, phase) = Math.DivRem(kx * _window.DilationX, _window.StrideX);
                    taps[next++] = (c * PlaneLength) + (ky * _window.DilationY * LineLength) + (phase * _phaseLength) + offset;
                }
            }
        }

        return taps;
    }

    private ImmutableArray<OutputSegment> PlanSegments(TensorShape output, int segmentsPerLine)
    {
        const int SegmentsPerBlock = PackedMatrix.BlockWidth / PackedMatrix.SegmentWidth;
        var segments = ImmutableArray.CreateBuilder<OutputSegment>();
        for (var y = 0; y < output.Height; y++)
        {
            for (var s = 0; s < segmentsPerLine; s++)
            {
                var x = s * PackedMatrix.SegmentWidth;
                segments.Add(new OutputSegment(
                    (y * _window.StrideY * LineLength) + x, (y * output.Width) + x, Math.Min(PackedMatrix.SegmentWidth, output.Width - x)));
            }
        }

        while (segments.Count % SegmentsPerBlock != 0)
            segments.Add(segments[^1] with { Count = 0 });
        return segments.ToImmutable();
    }
}
