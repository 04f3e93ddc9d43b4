using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>Runs a <see cref="CrossbarConvolution"/> whose DACs share one range: DAC, arrays, ADC, decoding.</summary>
internal sealed class CrossbarConvolutionKernel : LayerKernel
{
    private readonly CrossbarConvolution _layer;
    private readonly WindowProducts _windows;
    private readonly Dac _dac;
    private readonly PreparedTile[] _tiles;
    private readonly int _productLength;
    private readonly ReadNoise? _noise;

    public CrossbarConvolutionKernel(CrossbarConvolution layer, LayerContext context)
    {
        _layer = layer;
        var (input, output) = layer.Unrolling(context.InputShapes[0]);
        var dacBits = context.Options.DacBits ?? layer.DacBits;
        _windows = WindowProducts.For(layer.Window, input, output, layer.Groups, inputsAreCodes: dacBits > 0);
        _dac = new Dac(layer.InputRangeOf(layer.Tiles[0]), dacBits, context.Hardware.InputVoltage);
        _tiles = TilePreparation.Prepare(layer, [.. Enumerable.Range(0, layer.Tiles.Length)], _windows, context);
        _productLength = _tiles.Max(t => t.PaddedOutputs) * _windows.BlockWidth;
        if (context.Options.ReadNoise > 0)
            _noise = new ReadNoise(_windows, _tiles, input.Length, context.Options.ReadNoise * _dac.VoltPerCode, context.Options.Seed);
    }

    public override int ScratchLength => _windows.WorkspaceLength + _productLength + SumLength + (_noise?.ScratchLength ?? 0);

    public override bool Finishes => true;

    private int SumLength => _layer.Bias.Length * _windows.BlockWidth;

    public override void Run(in LayerBuffers buffers)
    {
        var workspace = buffers.Scratch[.._windows.WorkspaceLength];
        var products = buffers.Scratch.Slice(workspace.Length, _productLength);
        var sums = buffers.Scratch.Slice(workspace.Length + _productLength, SumLength);
        var noise = buffers.Scratch[(workspace.Length + _productLength + SumLength)..];
        var width = _windows.BlockWidth;
        _windows.LayOut(buffers.Input(0), _dac, (float)_dac.ZeroCode, workspace);
        var stream = _noise?.LayOut(buffers.Input(0), _dac, noise) ?? 0;
        // Block by block, so that the windows of a block are in the nearest cache for all tiles.
        for (var block = 0; block < _windows.BlockCount; block++)
        {
            for (var t = 0; t < _tiles.Length; t++)
            {
                if (_noise is null)
                {
                    _tiles[t].ReadAndDecode(workspace, block, width, products, sums);
                    continue;
                }

                _tiles[t].Read(workspace, block, products);
                _noise.Add(t, stream, block, noise, products);
                _tiles[t].Decode(products, width, sums);
            }

            BlockOutput.Store(_windows, block, sums, 0, _layer.Bias.Length, buffers);
        }
    }

    // Where every weight is used once an image, several images share the reading of it.
    internal override int BatchScratchLength(int images) => _windows.Positions == 1 ? images * ScratchLength : ScratchLength;

    internal override void RunBatch(in BatchBuffers batch)
    {
        if (_windows.Positions > 1 || _noise is not null)
        {
            base.RunBatch(batch);
            return;
        }

        var (images, length) = (batch.Count, _windows.WorkspaceLength);
        var workspaces = batch.Scratch[..(images * length)];
        var products = batch.Scratch.Slice(workspaces.Length, images * _productLength);
        var sums = batch.Scratch.Slice(workspaces.Length + products.Length, images * SumLength);
        for (var image = 0; image < images; image++)
            _windows.LayOut(batch[image].Input(0), _dac, (float)_dac.ZeroCode, workspaces.Slice(image * length, length));
        foreach (var tile in _tiles)
        {
            tile.ReadImages(workspaces, length, images, 0, products, _productLength);
            for (var image = 0; image < images; image++)
                tile.Decode(products.Slice(image * _productLength, _productLength), 1, sums.Slice(image * SumLength, SumLength));
        }

        for (var image = 0; image < images; image++)
            BlockOutput.Store(_windows, 0, sums.Slice(image * SumLength, SumLength), 0, _layer.Bias.Length, batch[image]);
    }
}
