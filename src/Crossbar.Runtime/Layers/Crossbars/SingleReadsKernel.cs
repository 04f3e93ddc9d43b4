using System.Runtime.InteropServices;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// Runs a <see cref="CrossbarConvolution"/> read by read: every window's voltages are put on the word lines, and each current is digitised by the ADC of its column.
/// So are cells that are not linear read, whose circuit is solved for every window, and cells of any kind where converters are as they were built. What a window
/// gives depends on nothing else.
/// </summary>
internal sealed class SingleReadsKernel : LayerKernel
{
    // Windows that are laid out at a time: several vectors' worth, few enough for any kernel.
    private const int MaxWindows = 32;

    // Scratch memory is of floats, these are doubles.
    private const int Words = sizeof(double) / sizeof(float);

    private readonly CrossbarConvolution _layer;
    private readonly WindowGather _gather;
    private readonly ImmutableArray<TileDrive> _drives;
    private readonly RowDrivers? _drivers;

    // [pulse][tile].
    private readonly ArrayRead[][] _reads;
    private readonly SingleReadNoise[] _noises;
    private readonly ConverterNoise[] _converterNoises;
    private readonly int _inputLength;
    private readonly int _channels;
    private readonly int _block;
    private readonly int _voltageLength;
    private readonly int _lineCurrentLength;
    private readonly int _currentLength;

    public SingleReadsKernel(CrossbarConvolution layer, LayerContext context)
    {
        _layer = layer;
        var (input, output) = layer.Unrolling(context.InputShapes[0]);
        (_inputLength, _channels) = (input.Length, input.Channels);
        _gather = new WindowGather(layer.Window, input, output);
        _block = Math.Min(MaxWindows, _gather.Positions);
        _drives = layer.Drives(context);
        _drivers = layer.DriversOf(context);
        var circuits = new TileCircuit[layer.Tiles.Length];
        Parallel.For(0, circuits.Length, context.Options.Parallelism, t => circuits[t] = TileCircuit.Of(layer, t, context, _drivers));
        _reads =
        [
            .. Enumerable.Range(0, _drives.Max(drive => drive.Pulse) + 1)
                .Select(pulse => circuits.Select((circuit, t) => new ArrayRead(layer, t, context, pulse, _drivers, circuit)).ToArray()),
        ];
        _noises = [.. layer.Tiles.Select((tile, t) => new SingleReadNoise(tile, t, context))];
        _converterNoises = [.. layer.Tiles.Select(tile => new ConverterNoise(tile, context.Chip.Converters?.Seed ?? 0, _drivers))];
        _voltageLength = _block * layer.Tiles.Max(t => t.RowCount);
        _lineCurrentLength = _reads[0].Max(t => t.ScratchLength(_block));
        _currentLength = _block * layer.Tiles.Max(t => t.OutputCount);
    }

    public override int ScratchLength => _inputLength + WindowLength + (Words * WorkLength);

    // All channels' taps of a block of windows.
    private int WindowLength => _channels * _layer.Window.Taps * _block;

    // Voltages, currents of lines and of outputs, and a sum of codes for each window.
    private int WorkLength => _voltageLength + _lineCurrentLength + _currentLength + _block;

    public override void Run(in LayerBuffers buffers)
    {
        var codes = buffers.Scratch[.._inputLength];
        var windows = buffers.Scratch.Slice(_inputLength, WindowLength);
        var work = MemoryMarshal.Cast<float, double>(buffers.Scratch.Slice(_inputLength + WindowLength, Words * WorkLength));
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
        var (read, noise, converterNoise) = (_reads[pulse][index], _noises[index], _converterNoises[index]);
        var tile = read.Tile;
        var voltages = work[..(count * tile.RowCount)];
        var lineCurrents = work.Slice(_voltageLength, read.ScratchLength(count));
        var currents = work.Slice(_voltageLength + _lineCurrentLength, count * tile.OutputCount);
        var sums = work.Slice(_voltageLength + _lineCurrentLength + _currentLength, count);
        Drive(read, voltPerCode, windows, count, voltages, sums);
        if (converterNoise.HasDacs)
        {
            for (var n = 0; n < count; n++)
                converterNoise.AddToRows(voltPerCode, image, first + n, voltages.Slice(n * tile.RowCount, tile.RowCount));
        }

        read.ReadCells(voltages, lineCurrents, currents);
        for (var n = 0; n < count; n++)
        {
            var outputs = currents.Slice(n * tile.OutputCount, tile.OutputCount);
            noise.Add(voltages.Slice(n * tile.RowCount, tile.RowCount), image, first + n, outputs);
            converterNoise.AddToColumns(read, image, first + n, outputs);
            for (var j = 0; j < outputs.Length; j++)
            {
                output[(_layer.Order.OutputOf(tile.FirstOutput + j).Output * _gather.Positions) + first + n] +=
                    (float)read.Value(j, read.Digitise(j, outputs[j]), sums[n]);
            }
        }
    }

    // Voltages of the word lines as they lie on the wires, [count, M], and each read's sum of codes.
    private void Drive(ArrayRead read, double voltPerCode, ReadOnlySpan<float> windows, int count, Span<double> voltages, Span<double> sums)
    {
        var (tile, layout) = (read.Tile, read.Layout);
        var firstRow = _layer.RowOf(tile);
        sums.Clear();
        for (var wordLine = 0; wordLine < tile.RowCount; wordLine++)
        {
            var row = firstRow + layout.InputOf(wordLine);
            for (var n = 0; n < count; n++)
            {
                double code = windows[(row * _block) + n];
                var voltage = (_drivers is null ? code : _drivers.Level(row, code)) * voltPerCode;
                voltages[(n * tile.RowCount) + wordLine] = voltage;
                sums[n] += _drivers is null ? voltage : code;
            }
        }

        // Of DACs as designed what is driven tells the codes.
        for (var n = 0; _drivers is null && n < count; n++)
            sums[n] /= voltPerCode;
    }
}
