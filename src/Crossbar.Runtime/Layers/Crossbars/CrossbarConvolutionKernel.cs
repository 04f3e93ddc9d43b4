using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>Runs a <see cref="CrossbarConvolution"/>: DAC, arrays, ADC, decoding.</summary>
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
        _dac = new Dac(layer.InputRange, dacBits, context.Hardware.InputVoltage);
        _tiles = new PreparedTile[layer.Tiles.Length];
        var starts = Starts(layer, _dac);
        var parallelism = new ParallelOptions { MaxDegreeOfParallelism = context.Options.MaxThreads > 0 ? context.Options.MaxThreads : -1 };
        Parallel.For(0, _tiles.Length, parallelism, t => _tiles[t] = Prepare(layer.Tiles[t], t, context, starts[t]));
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

    // The first tile of an output begins it with all that is constant: its bias and the offsets of all its tiles.
    private static float?[][] Starts(CrossbarConvolution layer, Dac dac)
    {
        var constants = layer.Bias.Select(bias => (double)bias).ToArray();
        foreach (var tile in layer.Tiles)
        {
            for (var j = 0; j < tile.OutputCount; j++)
                constants[tile.FirstOutput + j] += PreparedTile.OffsetOf(tile.Columns[j], dac);
        }

        var begun = new bool[constants.Length];
        var starts = new float?[layer.Tiles.Length][];
        for (var t = 0; t < starts.Length; t++)
        {
            var first = layer.Tiles[t].FirstOutput;
            starts[t] = [.. layer.Tiles[t].Columns.Select((_, j) => begun[first + j] ? (float?)null : (float)constants[first + j])];
            begun.AsSpan(first, starts[t].Length).Fill(true);
        }

        return begun.All(b => b) ? starts : throw new InvalidDataException($"No tile of layer '{layer.Name}' computes its output {Array.IndexOf(begun, false)}.");
    }

    private PreparedTile Prepare(CrossbarTile tile, int index, LayerContext context, float?[] start)
    {
        var adcBits = context.Options.AdcBits ?? _layer.AdcBits;
        if (!tile.Transfer.IsEmpty && !context.Options.HasCellErrors)
            return new PreparedTile(tile, tile.Layout.Combine(tile.Transfer.AsSpan()), _dac, adcBits, _windows, start);
        var conductances = CellErrors.Apply(tile.Conductances.AsSpan(), context.Hardware, context.Options, context.Index, index);
        var transfer = new double[conductances.Length];
        var layout = tile.Layout;
        layout.Solve(conductances, context.Hardware.Resistances, transfer);
        return new PreparedTile(tile, layout.Combine(transfer), _dac, adcBits, _windows, start);
    }
}
