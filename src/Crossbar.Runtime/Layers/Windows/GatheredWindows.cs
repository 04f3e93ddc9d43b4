using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>Few positions, as in dense layers: each window is gathered and multiplied alone.</summary>
internal sealed class GatheredWindows : WindowProducts
{
    private readonly WindowGather _gather;
    private readonly int _groups;
    private readonly int _channels;
    private readonly int _kernelLength;
    private readonly bool _windowIsImage;

    public GatheredWindows(WindowGeometry window, TensorShape input, TensorShape output, int groups)
        : base(
            output.Height * output.Width, 1,
            [.. Enumerable.Range(0, output.Height * output.Width).Select(p => new[] { new OutputRun(0, p, 1) })])
    {
        _gather = new WindowGather(window, input, output);
        _groups = groups;
        _channels = input.Channels / groups;
        _kernelLength = _channels * window.Taps;
        ImageLength = input.Length;
        // Taps and pixels are then in the same order: a dense layer behind a flattened image.
        _windowIsImage = Positions == 1 && window is { PadTop: 0, PadLeft: 0, DilationX: 1, DilationY: 1 }
            && window.KernelHeight == input.Height && window.KernelWidth == input.Width;
    }

    /// <inheritdoc/>
    public override int WorkspaceLength => (_groups * Positions * _kernelLength) + ImageLength;

    private int ImageLength { get; }

    /// <inheritdoc/>
    public override WindowMatrix Pack(int group, int firstRow, int rows, int columns, Func<int, int, double> element) =>
        new Matrix(new VectorMatrix(rows, columns, element), (group * _kernelLength) + firstRow, _groups * _kernelLength);

    // [position][group][K]: a window's taps side by side; the converted image behind them.
    /// <inheritdoc/>
    public override void LayOut(ReadOnlySpan<float> image, Dac? dac, float padding, Span<float> workspace)
    {
        if (_windowIsImage)
        {
            if (dac is { } direct)
                direct.Convert(image, workspace);
            else
                image.CopyTo(workspace);
            return;
        }

        if (dac is { } converter)
        {
            var codes = workspace.Slice(_groups * Positions * _kernelLength, ImageLength);
            converter.Convert(image, codes);
            image = codes;
        }

        for (var p = 0; p < Positions; p++)
            _gather.Gather(image, 0, _groups * _channels, p, 1, padding, workspace.Slice(p * _groups * _kernelLength, _groups * _kernelLength), 1);
    }

    private sealed class Matrix(VectorMatrix matrix, int offset, int distance) : WindowMatrix
    {
        public override int PaddedColumns => matrix.PaddedColumns;

        public override void Multiply(Span<float> workspace, int block, Span<float> products) =>
            matrix.Multiply(workspace.Slice((block * distance) + offset, matrix.Rows), 0, 1, products, 0);

        public override void MultiplyImages(Span<float> workspaces, int workspaceLength, int images, int block, Span<float> products, int productLength) =>
            matrix.Multiply(workspaces[((block * distance) + offset)..], workspaceLength, images, products, productLength);
    }
}
