using System.Runtime.InteropServices;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// Runs a <see cref="CrossbarConvolution"/> on arrays of nonlinear cells: every window's voltages are put on the word lines and the
/// circuit is solved for them. What a window gives depends on nothing else.
/// </summary>
internal sealed class NonlinearConvolutionKernel : LayerKernel
{
    // Windows that are laid out at a time: several vectors' worth, few enough for any kernel.
    private const int MaxWindows = 32;

    // Scratch memory is of floats, these are doubles.
    private const int Words = sizeof(double) / sizeof(float);

    private readonly CrossbarConvolution _layer;
    private readonly WindowGather _gather;
    private readonly ImmutableArray<TileDrive> _drives;

    // [pulse][tile].
    private readonly ArrayRead[][] _reads;
    private readonly NonlinearNoise[] _noises;
    private readonly int _inputLength;
    private readonly int _channels;
    private readonly int _block;
    private readonly int _voltageLength;
    private readonly int _lineCurrentLength;
    private readonly int _currentLength;

    public NonlinearConvolutionKernel(CrossbarConvolution layer, LayerContext context)
    {
        _layer = layer;
        var (input, output) = layer.Unrolling(context.InputShapes[0]);
        (_inputLength, _channels) = (input.Length, input.Channels);
        _gather = new WindowGather(layer.Window, input, output);
        _block = Math.Min(MaxWindows, _gather.Positions);
        _drives = layer.Drives(context);
        _reads = [.. Enumerable.Range(0, _drives.Max(drive => drive.Pulse) + 1).Select(pulse => layer.Tiles.Select((_, t) => new ArrayRead(layer, t, context, pulse)).ToArray())];
        _noises = [.. layer.Tiles.Select((tile, t) => new NonlinearNoise(tile, t, context))];
        _voltageLength = _block * layer.Tiles.Max(t => t.RowCount);
        _lineCurrentLength = _reads[0].Max(t => t.ScratchLength(_block));
        _currentLength = _block * layer.Tiles.Max(t => t.OutputCount);
    }

    public override int ScratchLength => _inputLength + WindowLength + (Words * (_voltageLength + _lineCurrentLength + _currentLength));

    // All channels' taps of a block of windows.
    private int WindowLength => _channels * _layer.Window.Taps * _block;

    public override void Run(in LayerBuffers buffers)
    {
        var codes = buffers.Scratch[.._inputLength];
        var windows = buffers.Scratch.Slice(_inputLength, WindowLength);
        var work = MemoryMarshal.Cast<float, double>(
            buffers.Scratch.Slice(_inputLength + WindowLength, Words * (_voltageLength + _lineCurrentLength + _currentLength)));
        for (var channel = 0; channel < _layer.Bias.Length; channel++)
            buffers.Output.Slice(channel * _gather.Positions, _gather.Positions).Fill(_layer.Bias[channel]);
        foreach (var (dac, pulse, tiles) in _drives)
        {
            dac.Convert(buffers.Input(0), codes);
            var isNumber = true;
            foreach (var code in codes)
                isNumber &= !float.IsNaN(code);

            if (!isNumber)
            {
                // No circuit is solved for it. Arrays of linear cells hand on what is no number too.
                buffers.Output.Fill(float.NaN);
                return;
            }

            var image = ReadNoise.SeedOf(ReadNoise.ImageNumber(codes), pulse);
            for (var first = 0; first < _gather.Positions; first += _block)
            {
                var count = Math.Min(_block, _gather.Positions - first);
                _gather.Gather(codes, 0, _channels, first, count, (float)dac.ZeroCode, windows, _block);
                foreach (var t in tiles)
                    Read(t, pulse, dac.VoltPerCode, windows, first, count, image, work, buffers.Output);
            }
        }
    }

    private void Read(int index, int pulse, double voltPerCode, ReadOnlySpan<float> windows, int first, int count, int image, Span<double> work, Span<float> output)
    {
        var (read, noise) = (_reads[pulse][index], _noises[index]);
        var tile = read.Tile;
        var voltages = work[..(count * tile.RowCount)];
        var lineCurrents = work.Slice(_voltageLength, read.ScratchLength(count));
        var currents = work.Slice(_voltageLength + _lineCurrentLength, count * tile.OutputCount);
        var layout = read.Layout;
        for (var wordLine = 0; wordLine < tile.RowCount; wordLine++)
        {
            var tap = (tile.Group * _layer.KernelLength) + tile.FirstRow + layout.InputOf(wordLine);
            for (var n = 0; n < count; n++)
                voltages[(n * tile.RowCount) + wordLine] = windows[(tap * _block) + n] * voltPerCode;
        }

        read.ReadCells(voltages, lineCurrents, currents);
        for (var n = 0; n < count; n++)
        {
            var inputs = voltages.Slice(n * tile.RowCount, tile.RowCount);
            var outputs = currents.Slice(n * tile.OutputCount, tile.OutputCount);
            double sum = 0;
            foreach (var voltage in inputs)
                sum += voltage;
            noise.Add(inputs, image, first + n, outputs);
            for (var j = 0; j < outputs.Length; j++)
            {
                output[(_layer.Order.OutputOf(tile.FirstOutput + j).Output * _gather.Positions) + first + n] +=
                    (float)read.Value(j, read.Digitise(j, outputs[j]), sum / voltPerCode);
            }
        }
    }
}
