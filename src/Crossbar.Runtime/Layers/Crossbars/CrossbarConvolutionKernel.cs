using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>Runs a <see cref="CrossbarConvolution"/> whose DACs share one range and need one pulse: DAC, arrays, ADC, decoding.</summary>
internal sealed class CrossbarConvolutionKernel : LayerKernel
{
    private readonly CrossbarConvolution _layer;
    private readonly WindowProducts _windows;
    private readonly TileGroup _tiles;
    private readonly int _outputs;
    private readonly int _productLength;

    public CrossbarConvolutionKernel(CrossbarConvolution layer, LayerContext context)
    {
        var (input, output) = layer.Unrolling(context.InputShapes[0]);
        (_layer, _outputs) = (layer, layer.ColumnCount);
        _windows = WindowProducts.For(layer.Window, input, output, layer.Groups, inputsAreCodes: !context.Options.Reproducible && (context.Options.DacBits ?? layer.DacBits) > 0);
        var tiles = EffectiveTile.Fold(layer, context, layer.Drives(context), tile => new PreparedTile(tile, _windows, context.Options.Reproducible));
        _productLength = tiles.Max(t => t.PaddedOutputs) * _windows.BlockWidth;
        _tiles = TileGroup.Of(layer, tiles, _windows, context);
    }

    public override int ScratchLength => _windows.WorkspaceLength + _productLength + SumLength + _tiles.NoiseLength;

    public override bool Finishes => true;

    private int SumLength => _outputs * _windows.BlockWidth;

    public override void Run(in LayerBuffers buffers)
    {
        var workspace = buffers.Scratch[.._windows.WorkspaceLength];
        var products = buffers.Scratch.Slice(workspace.Length, _productLength);
        var sums = buffers.Scratch.Slice(workspace.Length + _productLength, SumLength);
        var noise = buffers.Scratch[(workspace.Length + _productLength + SumLength)..];
        var stream = _tiles.LayOut(buffers.Input(0), workspace, noise);
        // Block by block, so that the windows of a block are in the nearest cache for all tiles.
        for (var block = 0; block < _windows.BlockCount; block++)
        {
            _tiles.Read(block, workspace, stream, noise, products, sums);
            SliceSum.Store(_layer, _windows, block, sums, buffers);
        }
    }

    // Where every weight is used once per image, several images share the reading of it.
    internal override int BatchScratchLength(int images) => _windows.Positions == 1 ? images * ScratchLength : ScratchLength;

    internal override void RunBatch(in BatchBuffers batch)
    {
        if (_windows.Positions > 1 || _tiles.NoiseLength > 0)
        {
            base.RunBatch(batch);
            return;
        }

        var images = batch.Count;
        var workspaces = batch.Scratch[..(images * _windows.WorkspaceLength)];
        var products = batch.Scratch.Slice(workspaces.Length, images * _productLength);
        var sums = batch.Scratch.Slice(workspaces.Length + products.Length, images * SumLength);
        _tiles.ReadImages(batch, workspaces, products, sums);
        for (var image = 0; image < images; image++)
            SliceSum.Store(_layer, _windows, 0, sums.Slice(image * SumLength, SumLength), batch[image]);
    }
}
