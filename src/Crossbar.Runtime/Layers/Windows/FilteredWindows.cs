using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// Many positions of a window several lines high that slides down line by line: bands of lines are multiplied at the points of a
/// <see cref="WinogradFilter"/>. The laid-out image holds, for each channel and band, six lines of values at the points.
/// </summary>
internal sealed class FilteredWindows : WindowProducts
{
    private const int Points = WinogradFilter.Points;

    // Products saved must pay for the transforms.
    private const double LeastGain = 1.25;

    private readonly WindowGeometry _window;
    private readonly PaddedImage _image;
    private readonly TensorShape _input;
    private readonly BlockSegments[] _blocks;
    private readonly int _bands;
    private readonly int _height;
    private readonly int _channels;
    private readonly int _panelsAtOnce;

    private FilteredWindows(WindowGeometry window, TensorShape input, TensorShape output, int groups, PaddedImage image, int bands, int height, int segmentsPerBlock)
        : base(
            output.Height * output.Width, segmentsPerBlock * PackedMatrix.SegmentWidth * height,
            BlockPlan.Runs(output.Height, output.Width, image.SegmentsPerLine, height, segmentsPerBlock))
    {
        _window = window;
        _image = image;
        _input = input;
        _height = height;
        _bands = bands;
        _channels = input.Channels / groups;
        PlaneLength = bands * Points * image.LineLength;
        ImageLength = input.Channels * PlaneLength;
        _panelsAtOnce = segmentsPerBlock == 4 ? 1 : 2;
        _blocks = BlockPlan.Segments(bands, image.SegmentsPerLine, Points * image.LineLength, segmentsPerBlock);
    }

    /// <summary>Whether filtering a layer needs clearly fewer products than multiplying tap by tap.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="output">Shape of the output, [outputs, Ho, Wo].</param>
    public static bool Pays(WindowGeometry window, TensorShape output)
    {
        if (window.StrideY != 1 || window.StrideX != 1 || window.DilationY != 1 || window.KernelHeight is < 2 or >= Points)
            return false;
        var height = WinogradFilter.BandHeight(window.KernelHeight);
        var bands = (output.Height + height - 1) / height;
        return output.Height * window.KernelHeight >= LeastGain * Points * bands;
    }

    /// <summary>Plans the products of a layer for which <see cref="Pays"/>.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="output">Shape of the layer's output, [outputs, Ho, Wo].</param>
    /// <param name="groups">Number of groups.</param>
    public static FilteredWindows Create(WindowGeometry window, TensorShape input, TensorShape output, int groups)
    {
        var height = WinogradFilter.BandHeight(window.KernelHeight);
        var bands = (output.Height + height - 1) / height;
        var image = new PaddedImage(window, input, bands * height, output.Width);
        return new FilteredWindows(window, input, output, groups, image, bands, height, bands * image.SegmentsPerLine > 2 ? 4 : 2);
    }

    /// <inheritdoc/>
    public override int WorkspaceLength => AlignedMemory.WholeLines(ImageLength + Math.Max(_image.PlaneLength, Points * PanelLength));

    private int PlaneLength { get; }

    private int ImageLength { get; }

    // Products of the panels that are multiplied together, at one point.
    private int PanelLength => _panelsAtOnce * PackedMatrix.PanelWidth * _blocks[0].Width;

    /// <inheritdoc/>
    public override WindowMatrix Pack(int group, int firstRow, int rows, int columns, Func<int, int, double> element)
    {
        // The matrix may begin and end amid a channel: what it lacks of one is zero.
        var firstChannel = firstRow / _window.Taps;
        var channels = ((firstRow + rows - 1) / _window.Taps) - firstChannel + 1;
        var atPoints = new double[Points * channels * _window.KernelWidth * columns];
        Span<double> taps = stackalloc double[_window.KernelHeight];
        for (var k = 0; k < channels * _window.KernelWidth; k++)
        {
            var (channel, kx) = Math.DivRem(k, _window.KernelWidth);
            var top = ((firstChannel + channel) * _window.Taps) + kx - firstRow;
            for (var j = 0; j < columns; j++)
            {
                for (var ky = 0; ky < taps.Length; ky++)
                    taps[ky] = top + (ky * _window.KernelWidth) is >= 0 and var row && row < rows ? element(row, j) : 0;
                for (var point = 0; point < Points; point++)
                    atPoints[(((point * channels * _window.KernelWidth) + k) * columns) + j] = WinogradFilter.Evaluate(point, taps);
            }
        }

        var rowsAtPoint = channels * _window.KernelWidth;
        var matrix = new PackedMatrix(Points, rowsAtPoint, columns, (point, i, j) => atPoints[(((point * rowsAtPoint) + i) * columns) + j]);
        var offsets = new int[rowsAtPoint];
        for (var k = 0; k < offsets.Length; k++)
            offsets[k] = (k / _window.KernelWidth * PlaneLength) + _image.OffsetInLine(k % _window.KernelWidth);
        return new Matrix(this, matrix, new TapOffsets(offsets), ((group * _channels) + firstChannel) * PlaneLength);
    }

    /// <inheritdoc/>
    public override void LayOut(ReadOnlySpan<float> image, Dac? dac, float padding, Span<float> workspace)
    {
        var plane = workspace.Slice(ImageLength, _image.PlaneLength);
        plane.Fill(padding);
        var area = _input.Height * _input.Width;
        for (var channel = 0; channel < _input.Channels; channel++)
        {
            _image.LayOut(image.Slice(channel * area, area), dac, plane, []);
            WinogradFilter.Transform(plane, _image.LineLength, _bands, _height, workspace.Slice(channel * PlaneLength, PlaneLength));
        }
    }

    private sealed class Matrix(FilteredWindows windows, PackedMatrix matrix, TapOffsets taps, int offset) : WindowMatrix
    {
        public override int PaddedColumns => matrix.PanelCount * PackedMatrix.PanelWidth;

        public override void Multiply(Span<float> workspace, int block, Span<float> products)
        {
            var length = windows.BlockWidth * PackedMatrix.PanelWidth;
            for (var panel = 0; panel < matrix.PanelCount; panel += windows._panelsAtOnce)
            {
                var count = Math.Min(windows._panelsAtOnce, matrix.PanelCount - panel);
                var atPoints = MultiplyPanels(workspace, block, panel, count);
                WinogradFilter.Restore(atPoints, count * PackedMatrix.PanelWidth, windows._blocks[block].Width, windows._height, products.Slice(panel * length, count * length));
            }
        }

        public override void MultiplyAndDecode(Span<float> workspace, int block, int width, Span<float> products, ColumnDecoder decoder, Span<float> sums)
        {
            for (var panel = 0; panel < matrix.PanelCount; panel += windows._panelsAtOnce)
            {
                var count = Math.Min(windows._panelsAtOnce, matrix.PanelCount - panel);
                var atPoints = MultiplyPanels(workspace, block, panel, count);
                var column = panel * PackedMatrix.PanelWidth;
                decoder.DecodeFiltered(
                    atPoints, count * PackedMatrix.PanelWidth, windows._blocks[block].Width, windows._height,
                    column, Math.Min(count * PackedMatrix.PanelWidth, matrix.Columns - column), sums[(column * width)..]);
            }
        }

        // Panel by panel, or two where a block is narrow, so that the products of all points stay in the nearest cache.
        private ReadOnlySpan<float> MultiplyPanels(Span<float> workspace, int block, int panel, int count)
        {
            var segments = windows._blocks[block];
            var atPoints = workspace.Slice(windows.ImageLength, Points * count * PackedMatrix.PanelWidth * segments.Width);
            matrix.Multiply(workspace[offset..windows.ImageLength], taps, segments, windows._image.LineLength, panel, count, atPoints);
            return atPoints;
        }
    }
}
