using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// Many positions: blocks of two or four segments of eight neighbours are read straight from a <see cref="PaddedImage"/>. Segments begin anew in each line
/// or, where these are fewer, follow each other over the ends of lines, what lies between lines included.
/// </summary>
internal sealed class ImageWindows : WindowProducts
{
    private readonly PaddedImage _image;
    private readonly TensorShape _input;
    private readonly BlockSegments[] _blocks;
    private readonly int _channelsOfGroup;
    private readonly int[] _taps;

    private ImageWindows(WindowGeometry window, TensorShape input, TensorShape output, int groups, PaddedImage image, BlockSegments[] blocks, OutputRun[][] runs)
        : base(output.Height * output.Width, blocks[0].Width, runs)
    {
        (_image, _input, _blocks) = (image, input, blocks);
        _channelsOfGroup = input.Channels / groups;
        _taps = new int[window.Taps];
        for (var k = 0; k < _taps.Length; k++)
            _taps[k] = (k / window.KernelWidth * window.DilationY * image.LineLength) + image.OffsetInLine(k % window.KernelWidth);
    }

    /// <summary>Plans the products of a layer.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="output">Shape of the layer's output, [outputs, Ho, Wo].</param>
    /// <param name="groups">Number of groups.</param>
    public static ImageWindows Create(WindowGeometry window, TensorShape input, TensorShape output, int groups)
    {
        var (height, width) = (output.Height, output.Width);
        var image = new PaddedImage(window, input, height, width);
        var segments = image.SegmentsPerLine * height;
        if (window is { StrideY: 1, StrideX: 1 })
        {
            var joined = new PaddedImage(window, input, height, width, joinsLines: true);
            var positions = ((height - 1) * joined.LineLength) + width;
            var joinedSegments = (positions + PackedMatrix.SegmentWidth - 1) / PackedMatrix.SegmentWidth;
            if (joinedSegments < segments || (joinedSegments == segments && joined.IsImage))
            {
                var blockWidth = SegmentsPerBlock(joinedSegments) * PackedMatrix.SegmentWidth;
                return new(
                    window, input, output, groups, joined,
                    BlockPlan.JoinedSegments(positions, blockWidth), BlockPlan.JoinedRuns(height, width, joined.LineLength, blockWidth));
            }
        }

        var perBlock = SegmentsPerBlock(segments);
        return new(
            window, input, output, groups, image,
            BlockPlan.Segments(height, image.SegmentsPerLine, window.StrideY * image.LineLength, perBlock), BlockPlan.Runs(height, width, image.SegmentsPerLine, 1, perBlock));
    }

    /// <inheritdoc/>
    public override int WorkspaceLength => AlignedMemory.WholeLines(PlanesLength + _image.ConvertedLength);

    /// <inheritdoc/>
    public override bool TakesImages => _image.IsImage && Positions >= BlockWidth;

    // What fills up the last block of an image of few positions may lie behind it.
    private int PlanesLength => (_input.Channels * _image.PlaneLength) + BlockWidth;

    /// <inheritdoc/>
    public override WindowMatrix Pack(int group, int firstRow, int rows, int columns, Func<int, int, double> element)
    {
        var firstTap = (group * _channelsOfGroup * _taps.Length) + firstRow;
        var offset = firstTap / _taps.Length * _image.PlaneLength;
        var taps = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            var (channel, tap) = Math.DivRem(firstTap + i, _taps.Length);
            taps[i] = (channel * _image.PlaneLength) + _taps[tap] - offset;
        }

        return new Matrix(new PackedMatrix(1, rows, columns, (_, i, j) => element(i, j)), new TapOffsets(taps), _blocks, offset);
    }

    /// <inheritdoc/>
    public override void LayOut(ReadOnlySpan<float> image, Dac? dac, float padding, Span<float> workspace)
    {
        _image.LayOut(image, dac, padding, workspace[..PlanesLength], workspace.Slice(PlanesLength, _image.ConvertedLength));
        workspace.Slice(_input.Channels * _image.PlaneLength, BlockWidth).Fill(padding);
    }

    // As few positions beyond the last as the two lengths of a block allow; the longer reads each weight for more.
    private static int SegmentsPerBlock(int segments)
    {
        var (two, four) = ((segments + 1) / 2 * 2, (segments + 3) / 4 * 4);
        return 7 * four > 8 * two ? 2 : 4;
    }

    private sealed class Matrix(PackedMatrix matrix, TapOffsets taps, BlockSegments[] blocks, int offset) : WindowMatrix
    {
        public override int PaddedColumns => matrix.PanelCount * PackedMatrix.PanelWidth;

        public override void Multiply(Span<float> workspace, int block, Span<float> products) =>
            matrix.Multiply(workspace[offset..], taps, blocks[block], 0, products);
    }
}
