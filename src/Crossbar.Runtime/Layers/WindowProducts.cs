using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers;

/// <summary>
/// The products of a layer's windows with matrices. Where an image has many windows they are read in blocks straight from a
/// <see cref="PaddedImage"/>; where it has few (dense layers) each is gathered and multiplied alone. The choice depends on the
/// layer's shape alone, so that results do not depend on the batch.
/// </summary>
internal sealed class WindowProducts
{
    private readonly WindowGather _gather;
    private readonly PaddedImage? _image;
    private readonly OutputSegment[] _segments;
    private readonly int _channels;
    private readonly int _kernelLength;

    /// <summary>Plans the products.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W] or [C].</param>
    /// <param name="output">Shape of the layer's output, [outputs, Ho, Wo] or [outputs].</param>
    /// <param name="groups">Number of groups.</param>
    public WindowProducts(WindowGeometry window, TensorShape input, TensorShape output, int groups)
    {
        _gather = new WindowGather(window, input, output);
        _channels = input.Channels / groups;
        _kernelLength = _channels * window.Taps;
        if (_gather.Positions < PackedMatrix.SegmentWidth)
        {
            _segments = [.. Enumerable.Range(0, Positions).Select(p => new OutputSegment(0, p, 1))];
            InputLength = groups * Positions * _kernelLength;
            BlockWidth = 1;
            BlockCount = Positions;
            return;
        }

        _image = new PaddedImage(window, input, output, groups);
        _segments = [.. _image.Segments];
        InputLength = _image.Length;
        BlockWidth = PackedMatrix.BlockWidth;
        BlockCount = _segments.Length / (PackedMatrix.BlockWidth / PackedMatrix.SegmentWidth);
    }

    /// <summary>Number of window positions in an image.</summary>
    public int Positions => _gather.Positions;

    /// <summary>Length of the laid-out image.</summary>
    public int InputLength { get; }

    /// <summary>Number of blocks that the positions are cut into.</summary>
    public int BlockCount { get; }

    /// <summary>Positions of one block.</summary>
    public int BlockWidth { get; }

    /// <summary>Room that the products of one block with a matrix need.</summary>
    public int ProductLength(PackedMatrix matrix) => matrix.PaddedColumns * BlockWidth;

    /// <summary>Where the positions of a block, eight at a time, lie in the output.</summary>
    public ReadOnlySpan<OutputSegment> SegmentsOf(int block)
    {
        var count = _segments.Length / BlockCount;
        return _segments.AsSpan(block * count, count);
    }

    /// <summary>Lays an image out for <see cref="Multiply"/>.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="padding">The value of pixels outside the image.</param>
    /// <param name="inputs">Receives <see cref="InputLength"/> values.</param>
    public void LayOut(ReadOnlySpan<float> image, float padding, Span<float> inputs)
    {
        if (_image is not null)
        {
            _image.LayOut(image, padding, inputs);
            return;
        }

        // [position][group][K]: a window's taps side by side.
        var groups = InputLength / (Positions * _kernelLength);
        for (var p = 0; p < Positions; p++)
            _gather.Gather(image, 0, groups * _channels, p, 1, padding, inputs.Slice(p * groups * _kernelLength, groups * _kernelLength), 1);
    }

    /// <summary>Products of the windows of one block with a matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="inputs">The image as <see cref="LayOut"/> left it.</param>
    /// <param name="group">The group whose channels the matrix's rows are.</param>
    /// <param name="firstRow">The tap of the group's window that is the matrix's first row.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">Receives [PaddedColumns, BlockWidth].</param>
    public void Multiply(PackedMatrix matrix, ReadOnlySpan<float> inputs, int group, int firstRow, int block, Span<float> products)
    {
        if (_image is not null)
        {
            var taps = _image.Taps.AsSpan(firstRow, matrix.Rows);
            matrix.MultiplyBlock(inputs, taps, _image.Block(block) + (group * _image.GroupLength), products);
            return;
        }

        var groups = InputLength / (Positions * _kernelLength);
        matrix.MultiplyVector(inputs.Slice((((block * groups) + group) * _kernelLength) + firstRow, matrix.Rows), products);
    }
}
