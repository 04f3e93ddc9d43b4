using System.Runtime.InteropServices;
using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Devices;

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

    public CrossbarConvolutionKernel(CrossbarConvolution layer, LayerContext context)
    {
        _layer = layer;
        var input = context.InputShapes[0];
        _inputLength = input.Length;
        _windows = new WindowProducts(layer.Window, input, layer.OutputShape, layer.Groups);
        _dac = new Dac(layer.InputRange, context.Options.DacBits ?? layer.DacBits, context.Hardware.InputVoltage);
        _tiles = new PreparedTile[layer.Tiles.Length];
        var parallelism = new ParallelOptions { MaxDegreeOfParallelism = context.Options.MaxThreads > 0 ? context.Options.MaxThreads : -1 };
        Parallel.For(0, _tiles.Length, parallelism, t => _tiles[t] = Prepare(layer.Tiles[t], t, context));
        _productLength = _tiles.Max(t => t.ProductLength(_windows));
    }

    public override int ScratchLength => _inputLength + _windows.InputLength + _productLength;

    public override void Run(in LayerBuffers buffers)
    {
        var codes = buffers.Scratch[.._inputLength];
        var inputs = buffers.Scratch.Slice(_inputLength, _windows.InputLength);
        var products = buffers.Scratch[(_inputLength + _windows.InputLength)..];
        _dac.Convert(buffers.Input(0), codes);
        _windows.LayOut(codes, (float)_dac.ZeroCode, inputs);
        for (var channel = 0; channel < _layer.Bias.Length; channel++)
            buffers.Output.Slice(channel * _windows.Positions, _windows.Positions).Fill(_layer.Bias[channel]);
        // Block by block, so that the windows of a block are in the nearest cache for all tiles.
        for (var block = 0; block < _windows.BlockCount; block++)
        {
            foreach (var tile in _tiles)
                tile.Accumulate(_windows, inputs, block, products, buffers.Output);
        }
    }

    private PreparedTile Prepare(CrossbarTile tile, int index, LayerContext context)
    {
        var adcBits = context.Options.AdcBits ?? _layer.AdcBits;
        if (!tile.Transfer.IsEmpty && context.Options.ProgrammingSigma == 0)
            return new PreparedTile(tile, tile.Transfer, _dac, adcBits);
        var conductances = new double[tile.Conductances.Length];
        for (var k = 0; k < conductances.Length; k++)
            conductances[k] = tile.Conductances[k];
        if (context.Options.ProgrammingSigma > 0)
            ProgrammingError.Apply(conductances, context.Options.ProgrammingSigma, RandomSequence.For(context.Options.Seed, context.Index, index));
        var transfer = new double[conductances.Length];
        TransferMatrix.Solve(tile.RowCount, tile.BitLines, conductances, context.Hardware.Resistances, transfer);
        return new PreparedTile(tile, ImmutableCollectionsMarshal.AsImmutableArray(transfer), _dac, adcBits);
    }
}
