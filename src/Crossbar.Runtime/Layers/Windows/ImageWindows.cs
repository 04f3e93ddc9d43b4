using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>Many positions: blocks of four segments of eight neighbours are read straight from a <see cref="PaddedImage"/>.</summary>
internal sealed class ImageWindows : WindowProducts
{
    private const int SegmentsPerBlock = 4;

    private readonly PaddedImage _image;
    private readonly TensorShape _input;
    private readonly BlockSegments[] _blocks;
    private readonly int[] _taps;
    private readonly int _groupLength;

    private ImageWindows(WindowGeometry window, TensorShape input, TensorShape output, int groups, PaddedImage image)
        : base(
            output.Height * output.Width, SegmentsPerBlock * PackedMatrix.SegmentWidth,
            BlockPlan.Runs(output.Height, output.Width, image.SegmentsPerLine, 1, SegmentsPerBlock))
    {
        _image = image;
        _input = input;
        _groupLength = input.Channels / groups * image.PlaneLength;
        _blocks = BlockPlan.Segments(output.Height, image.SegmentsPerLine, window.StrideY * image.LineLength, SegmentsPerBlock);
        _taps = new int[input.Channels / groups * window.Taps];
        for (var k = 0; k < _taps.Length; k++)
        {
            var (channel, tap) = Math.DivRem(k, window.Taps);
            var (ky, kx) = Math.DivRem(tap, window.KernelWidth);
            _taps[k] = (channel * image.PlaneLength) + (ky * window.DilationY * image.LineLength) + image.OffsetInLine(kx);
        }
    }

    /// <summary>Plans the products of a layer.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="output">Shape of the layer's output, [outputs, Ho, Wo].</param>
    /// <param name="groups">Number of groups.</param>
    public static ImageWindows Create(WindowGeometry window, TensorShape input, TensorShape output, int groups) =>
        new(window, input, output, groups, new PaddedImage(window, input, output.Height, output.Width));

    /// <inheritdoc/>
    public override int WorkspaceLength => AlignedMemory.WholeLines(PlanesLength + _image.ConvertedLength);

    private int PlanesLength => _input.Channels * _image.PlaneLength;

    /// <inheritdoc/>
    public override WindowMatrix Pack(int group, int firstRow, int rows, int columns, Func<int, int, double> element) =>
        new Matrix(new PackedMatrix(1, rows, columns, (_, i, j) => element(i, j)), new TapOffsets(_taps.AsSpan(firstRow, rows)), _blocks, group * _groupLength);

    /// <inheritdoc/>
    public override void LayOut(ReadOnlySpan<float> image, Dac? dac, float padding, Span<float> workspace) =>
        _image.LayOut(image, dac, padding, workspace[..PlanesLength], workspace.Slice(PlanesLength, _image.ConvertedLength));

    private sealed class Matrix(PackedMatrix matrix, TapOffsets taps, BlockSegments[] blocks, int offset) : WindowMatrix
    {
        public override int PaddedColumns => matrix.PanelCount * PackedMatrix.PanelWidth;

        public override void Multiply(Span<float> workspace, int block, Span<float> products) =>
            matrix.Multiply(workspace[offset..], taps, blocks[block], 0, products);
    }
}
