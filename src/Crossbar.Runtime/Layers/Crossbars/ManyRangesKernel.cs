using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// Runs a <see cref="CrossbarConvolution"/> whose tiles have DACs of different ranges, or which several pulses tell its inputs: the image is laid out once
/// for each range and pulse and read by all tiles that have it, and the layer's whole output is summed up before it is stored.
/// </summary>
internal sealed class ManyRangesKernel : LayerKernel
{
    private readonly CrossbarConvolution _layer;
    private readonly WindowProducts _windows;
    private readonly TileGroup[] _ranges;
    private readonly int _outputs;
    private readonly int _productLength;
    private readonly int _noiseLength;

    public ManyRangesKernel(CrossbarConvolution layer, LayerContext context)
    {
        var (input, output) = layer.Unrolling(context.InputShapes[0]);
        (_layer, _outputs) = (layer, layer.ColumnCount);
        _windows = WindowProducts.For(layer.Window, input, output, layer.Groups, inputsAreCodes: !context.Options.Reproducible && (context.Options.DacBits ?? layer.DacBits) > 0);
        var drives = layer.Drives(context);
        var prepared = EffectiveTile.Fold(layer, context, drives, tile => new PreparedTile(tile, _windows, context.Options.Reproducible));
        _productLength = prepared.Max(t => t.PaddedOutputs) * _windows.BlockWidth;
        _ranges = new TileGroup[drives.Length];
        var first = 0;
        for (var r = 0; r < _ranges.Length; r++)
            _ranges[r] = TileGroup.Of(layer, prepared[first..(first += drives[r].Tiles.Length)], _windows, context);
        _noiseLength = _ranges.Max(r => r.NoiseLength);
    }

    public override int ScratchLength => _windows.WorkspaceLength + _productLength + (_windows.BlockCount * SumLength) + _noiseLength;

    public override bool Finishes => true;

    // Of one block.
    private int SumLength => _outputs * _windows.BlockWidth;

    public override void Run(in LayerBuffers buffers)
    {
        var workspace = buffers.Scratch[.._windows.WorkspaceLength];
        var products = buffers.Scratch.Slice(workspace.Length, _productLength);
        var sums = buffers.Scratch.Slice(workspace.Length + _productLength, _windows.BlockCount * SumLength);
        var noise = buffers.Scratch[(workspace.Length + _productLength + sums.Length)..];
        foreach (var range in _ranges)
        {
            var stream = range.LayOut(buffers.Input(0), workspace, noise);
            for (var block = 0; block < _windows.BlockCount; block++)
                range.Read(block, workspace, stream, noise, products, sums.Slice(block * SumLength, SumLength));
        }

        for (var block = 0; block < _windows.BlockCount; block++)
            SliceSum.Store(_layer, _windows, block, sums.Slice(block * SumLength, SumLength), buffers);
    }

    // Where every weight is used once per image, several images share the reading of it.
    internal override int BatchScratchLength(int images) => _windows.Positions == 1 ? images * ScratchLength : ScratchLength;

    internal override void RunBatch(in BatchBuffers batch)
    {
        if (_windows.Positions > 1 || _noiseLength > 0)
        {
            base.RunBatch(batch);
            return;
        }

        var images = batch.Count;
        var workspaces = batch.Scratch[..(images * _windows.WorkspaceLength)];
        var products = batch.Scratch.Slice(workspaces.Length, images * _productLength);
        var sums = batch.Scratch.Slice(workspaces.Length + products.Length, images * SumLength);
        foreach (var range in _ranges)
            range.ReadImages(batch, workspaces, products, sums);
        for (var image = 0; image < images; image++)
            SliceSum.Store(_layer, _windows, 0, sums.Slice(image * SumLength, SumLength), batch[image]);
    }
}
