using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>Runs a <see cref="CrossbarConvolution"/>: DAC, arrays, ADC, decoding.</summary>
internal sealed class CrossbarConvolutionKernel : LayerKernel
{
    private readonly CrossbarConvolution _layer;
    private readonly WindowBlocks _blocks;
    private readonly Dac _dac;
    private readonly PreparedTile[] _tiles;
    private readonly int _inputLength;
    private readonly int _productLength;
    private readonly ReadNoise? _noise;

    public CrossbarConvolutionKernel(CrossbarConvolution layer, LayerContext context)
    {
        _layer = layer;
        var (input, output) = layer.Unrolling(context.InputShapes[0]);
        _inputLength = input.Length;
        _blocks = new WindowBlocks(new WindowGather(layer.Window, input, output), input.Channels / layer.Groups, layer.KernelLength);
        _dac = new Dac(layer.InputRange, context.Options.DacBits ?? layer.DacBits, context.Hardware.InputVoltage);
        _tiles = new PreparedTile[layer.Tiles.Length];
        var parallelism = new ParallelOptions { MaxDegreeOfParallelism = context.Options.MaxThreads > 0 ? context.Options.MaxThreads : -1 };
        Parallel.For(0, _tiles.Length, parallelism, t => _tiles[t] = Prepare(layer.Tiles[t], t, context));
        if (context.Options.ReadNoise > 0)
            _noise = new ReadNoise(context.Options.ReadNoise * _dac.VoltPerCode, context.Options.Seed, context.Index);
        _productLength = _tiles.Max(t => t.ProductLength(_blocks.Width));
    }

    public override int ScratchLength => _inputLength + _blocks.InputLength + _blocks.Width + _productLength;

    public override void Run(in LayerBuffers buffers)
    {
        var codes = buffers.Scratch[.._inputLength];
        var windows = buffers.Scratch.Slice(_inputLength, _blocks.InputLength);
        var inputSums = buffers.Scratch.Slice(_inputLength + _blocks.InputLength, _blocks.Width);
        var products = buffers.Scratch[(_inputLength + _blocks.InputLength + _blocks.Width)..];
        _dac.Convert(buffers.Input(0), codes);
        for (var channel = 0; channel < _layer.Bias.Length; channel++)
            buffers.Output.Slice(channel * _blocks.Positions, _blocks.Positions).Fill(_layer.Bias[channel]);
        for (var group = 0; group < _layer.Groups; group++)
        {
            for (var first = 0; first < _blocks.Positions; first += _blocks.Width)
            {
                var count = _blocks.Gather(codes, group, first, (float)_dac.ZeroCode, windows);
                foreach (var tile in _tiles)
                {
                    if (tile.Tile.Group != group)
                        continue;
                    var rows = windows.Slice(tile.Tile.FirstRow * _blocks.Width, tile.Tile.RowCount * _blocks.Width);
                    tile.Read(_blocks, rows, products);
                    _noise?.Add(tile, rows, products, _blocks.Width);
                    tile.Accumulate(_blocks, rows, inputSums, products, buffers.Output, first, count);
                }
            }
        }
    }

    private PreparedTile Prepare(CrossbarTile tile, int index, LayerContext context)
    {
        var adcBits = context.Options.AdcBits ?? _layer.AdcBits;
        if (!tile.Transfer.IsEmpty && !context.Options.HasCellErrors)
            return new PreparedTile(tile, tile.Layout.Combine(tile.Transfer.AsSpan()), _dac, adcBits);
        var conductances = new double[tile.Conductances.Length];
        for (var k = 0; k < conductances.Length; k++)
            conductances[k] = tile.Conductances[k];
        if (context.Options.ProgrammingSigma > 0)
            ProgrammingError.Apply(conductances, context.Options.ProgrammingSigma, RandomSequence.For(context.Options.Seed, context.Index, index));
        StuckCells.Apply(
            conductances, context.Options.StuckOnRate, context.Options.StuckOffRate, context.Hardware, context.Options.Seed, context.Index, index);
        var transfer = new double[conductances.Length];
        var layout = tile.Layout;
        layout.Solve(conductances, context.Hardware.Resistances, transfer);
        return new PreparedTile(tile, layout.Combine(transfer), _dac, adcBits);
    }
}
