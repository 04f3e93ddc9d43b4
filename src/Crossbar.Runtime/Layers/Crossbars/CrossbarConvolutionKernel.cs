using Crossbar.Runtime.Converters;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>Runs a <see cref="CrossbarConvolution"/>: DAC, arrays, ADC, decoding.</summary>
internal sealed class CrossbarConvolutionKernel : LayerKernel
{
    private readonly CrossbarConvolution _layer;
    private readonly WindowProducts _windows;
    private readonly Dac _dac;
    private readonly PreparedTile[] _tiles;
    private readonly int _inputLength;
    private readonly int _productLength;
    private readonly ReadNoise[]? _noise;
    private readonly int _noiseLength;

    public CrossbarConvolutionKernel(CrossbarConvolution layer, LayerContext context)
    {
        _layer = layer;
        var (input, output) = layer.Unrolling(context.InputShapes[0]);
        _inputLength = input.Length;
        _windows = new WindowProducts(layer.Window, input, output, layer.Groups);
        _dac = new Dac(layer.InputRange, context.Options.DacBits ?? layer.DacBits, context.Hardware.InputVoltage);
        _tiles = new PreparedTile[layer.Tiles.Length];
        var parallelism = new ParallelOptions { MaxDegreeOfParallelism = context.Options.MaxThreads > 0 ? context.Options.MaxThreads : -1 };
        Parallel.For(0, _tiles.Length, parallelism, t => _tiles[t] = Prepare(layer.Tiles[t], t, context));
        _productLength = _tiles.Max(t => t.ProductLength(_windows));
        if (context.Options.ReadNoise > 0)
            _noise = Array.ConvertAll(_tiles, t => new ReadNoise(t, context.Options.ReadNoise * _dac.VoltPerCode, context.Options.Seed));
        _noiseLength = _noise is null ? 0 : _windows.InputLength + _noise.Max(n => n.PowerLength(_windows));
    }

    public override int ScratchLength => _inputLength + _windows.InputLength + _productLength + _noiseLength;

    public override void Run(in LayerBuffers buffers)
    {
        var codes = buffers.Scratch[.._inputLength];
        var inputs = buffers.Scratch.Slice(_inputLength, _windows.InputLength);
        var products = buffers.Scratch.Slice(_inputLength + _windows.InputLength, _productLength);
        var noise = buffers.Scratch.Slice(_inputLength + _windows.InputLength + _productLength, _noiseLength);
        _dac.Convert(buffers.Input(0), codes);
        _windows.LayOut(codes, (float)_dac.ZeroCode, inputs);
        var stream = _noise is null ? 0 : ReadNoise.LayOut(codes, _windows, inputs, noise);
        for (var channel = 0; channel < _layer.Bias.Length; channel++)
            buffers.Output.Slice(channel * _windows.Positions, _windows.Positions).Fill(_layer.Bias[channel]);
        // Block by block, so that the windows of a block are in the nearest cache for all tiles.
        for (var block = 0; block < _windows.BlockCount; block++)
        {
            for (var t = 0; t < _tiles.Length; t++)
            {
                _tiles[t].Read(_windows, inputs, block, products);
                _noise?[t].Add(_windows, noise, stream, block, products);
                _tiles[t].Decode(_windows, block, products, buffers.Output);
            }
        }
    }

    private PreparedTile Prepare(CrossbarTile tile, int index, LayerContext context)
    {
        var adcBits = context.Options.AdcBits ?? _layer.AdcBits;
        if (!tile.Transfer.IsEmpty && !context.Options.HasCellErrors)
            return new PreparedTile(tile, tile.Layout.Combine(tile.Transfer.AsSpan()), _dac, adcBits);
        var conductances = ChipCells.Of(tile, index, context);
        var transfer = new double[conductances.Length];
        var layout = tile.Layout;
        layout.Solve(conductances, context.Hardware.Resistances, transfer);
        return new PreparedTile(tile, layout.Combine(transfer), _dac, adcBits);
    }
}
