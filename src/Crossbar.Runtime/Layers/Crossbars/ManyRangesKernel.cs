using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// Runs a <see cref="CrossbarConvolution"/> whose tiles have DACs of different ranges: the image is laid out once for each range and
/// read by all tiles that have it, and the layer's whole output is summed up before it is stored.
/// </summary>
internal sealed class ManyRangesKernel : LayerKernel
{
    private readonly WindowProducts _windows;
    private readonly TilesOfRange[] _ranges;
    private readonly int _outputs;
    private readonly int _productLength;
    private readonly int _noiseLength;

    public ManyRangesKernel(CrossbarConvolution layer, LayerContext context)
    {
        var (input, output) = layer.Unrolling(context.InputShapes[0]);
        var dacBits = context.Options.DacBits ?? layer.DacBits;
        _outputs = layer.Bias.Length;
        _windows = WindowProducts.For(layer.Window, input, output, layer.Groups, inputsAreCodes: dacBits > 0);
        var groups = layer.TilesByRange();
        var prepared = TilePreparation.Prepare(layer, [.. groups.SelectMany(tiles => tiles)], _windows, context);
        _productLength = prepared.Max(t => t.PaddedOutputs) * _windows.BlockWidth;
        _ranges = new TilesOfRange[groups.Length];
        var first = 0;
        for (var r = 0; r < _ranges.Length; r++)
        {
            var tiles = prepared[first..(first += groups[r].Length)];
            var dac = new Dac(layer.InputRangeOf(tiles[0].Tile), dacBits, context.Hardware.InputVoltage);
            var noise = context.Options.ReadNoise > 0
                ? new ReadNoise(_windows, tiles, input.Length, context.Options.ReadNoise * dac.VoltPerCode, context.Options.Seed) : null;
            _ranges[r] = new TilesOfRange(dac, tiles, noise);
        }

        _noiseLength = _ranges.Max(r => r.Noise?.ScratchLength ?? 0);
    }

    public override int ScratchLength => _windows.WorkspaceLength + _productLength + (_windows.BlockCount * SumLength) + _noiseLength;

    public override bool Finishes => true;

    private bool HasNoise => _noiseLength > 0;

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
            range.LayOut(_windows, buffers.Input(0), workspace);
            var stream = range.Noise?.LayOut(buffers.Input(0), range.Dac, noise) ?? 0;
            for (var block = 0; block < _windows.BlockCount; block++)
                Read(range, block, workspace, stream, noise, products, sums.Slice(block * SumLength, SumLength));
        }

        for (var block = 0; block < _windows.BlockCount; block++)
            BlockOutput.Store(_windows, block, sums.Slice(block * SumLength, SumLength), 0, _outputs, buffers);
    }

    // Where every weight is used once an image, several images share the reading of it.
    internal override int BatchScratchLength(int images) => _windows.Positions == 1 ? images * ScratchLength : ScratchLength;

    internal override void RunBatch(in BatchBuffers batch)
    {
        if (_windows.Positions > 1 || HasNoise)
        {
            base.RunBatch(batch);
            return;
        }

        var (images, length) = (batch.Count, _windows.WorkspaceLength);
        var workspaces = batch.Scratch[..(images * length)];
        var products = batch.Scratch.Slice(workspaces.Length, images * _productLength);
        var sums = batch.Scratch.Slice(workspaces.Length + products.Length, images * SumLength);
        foreach (var range in _ranges)
        {
            for (var image = 0; image < images; image++)
                range.LayOut(_windows, batch[image].Input(0), workspaces.Slice(image * length, length));
            foreach (var tile in range.Tiles)
            {
                tile.ReadImages(workspaces, length, images, 0, products, _productLength);
                for (var image = 0; image < images; image++)
                    tile.Decode(products.Slice(image * _productLength, _productLength), 1, sums.Slice(image * SumLength, SumLength));
            }
        }

        for (var image = 0; image < images; image++)
            BlockOutput.Store(_windows, 0, sums.Slice(image * SumLength, SumLength), 0, _outputs, batch[image]);
    }

    private void Read(in TilesOfRange range, int block, Span<float> workspace, int stream, Span<float> noise, Span<float> products, Span<float> sums)
    {
        for (var t = 0; t < range.Tiles.Length; t++)
        {
            var tile = range.Tiles[t];
            if (range.Noise is null)
            {
                tile.ReadAndDecode(workspace, block, _windows.BlockWidth, products, sums);
                continue;
            }

            tile.Read(workspace, block, products);
            range.Noise.Add(t, stream, block, noise, products);
            tile.Decode(products, _windows.BlockWidth, sums);
        }
    }

    /// <summary>Tiles whose DACs have the same range.</summary>
    private readonly record struct TilesOfRange(Dac Dac, PreparedTile[] Tiles, ReadNoise? Noise)
    {
        public void LayOut(WindowProducts windows, ReadOnlySpan<float> image, Span<float> workspace) =>
            windows.LayOut(image, Dac, (float)Dac.ZeroCode, workspace);
    }
}
