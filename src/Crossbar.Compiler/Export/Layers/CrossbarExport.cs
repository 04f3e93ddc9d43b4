using Crossbar.Compiler.Export.Graph;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>
/// A layer on crossbars: DAC codes (counted from the code of 0, so that padding is 0), for each array their products with its transfer
/// matrix in ADC codes, rounded and clamped, and what the codes stand for summed up as the chip's digital side does.
/// </summary>
internal sealed class CrossbarExport
{
    private readonly LayerExport _export;
    private readonly CrossbarConvolution _layer;
    private readonly WindowPlacement _window;
    private readonly ImmutableArray<EffectiveTile> _tiles;
    private readonly Dictionary<((double Step, double ZeroCode, int MaxCode) Whole, int Pulse), string> _codes = [];
    private readonly Dictionary<(string Codes, int First, int Count), string> _channels = [];
    private readonly string _image;

    private CrossbarExport(LayerExport export, CrossbarConvolution layer)
    {
        (_export, _layer) = (export, layer);
        var (input, output) = layer.Unrolling(export.InputShapes[0]);
        _window = new WindowPlacement(layer.Window, input, output);
        _tiles = EffectiveTile.Of(layer, new LayerContext(export.Index, export.InputShapes, export.Hardware, new CrossbarOptions()));
        _image = _window.IsPoint ? export.Graph.Shaped(export.Input, input.Length) : _window.Image(export);
    }

    // Dimensions of one number for each of so many channels.
    private int[] PerChannel(int count) => _window.IsPoint ? [1, count] : [1, count, 1, 1];

    public static ExportedValue Run(LayerExport export, CrossbarConvolution layer)
    {
        var crossbars = new CrossbarExport(export, layer);
        var strips = CrossbarStrip.Of(layer, crossbars._tiles);
        string[] outputs = [.. strips.Select(crossbars.Sum)];
        var columns = outputs.Length == 1 ? outputs[0] : export.Node("Concat", outputs, ("axis", 1));
        var output = layer.Slices == 1 ? columns : crossbars.SumOfSlices(columns);
        return crossbars._window.IsPoint ? export.Result(output, layer.Bias.Length) : crossbars._window.Result(export, output);
    }

    // Slice by slice, as the chip adds them up.
    private string SumOfSlices(string columns)
    {
        string? sum = null;
        for (var slice = 0; slice < _layer.Slices; slice++)
        {
            long[] places = [.. Enumerable.Range(0, _layer.OutputCount).Select(output => (long)_layer.Order.ColumnOf(output, slice))];
            var part = _export.Node("Gather", [columns, _export.Graph.Integers(places)], ("axis", 1));
            sum = sum is null ? part : _export.Node("Add", [sum, part]);
        }

        return sum!;
    }

    // The layer's output at a strip's channels.
    private string Sum(CrossbarStrip strip)
    {
        var sum = Constants("start", strip.Start);
        foreach (var block in strip.Blocks)
        {
            var channels = Channels(Codes(block), block);
            sum = Add(sum, Decode(block, Digitise(block, channels)), block.Gain);
            if (!block.InputSumGain.IsEmpty)
                sum = Add(sum, Product(channels, block, [.. block.Ones], [(float)(block.Tile.Dac.ZeroCode * block.RowCount)], 1), block.InputSumGain);
        }

        return sum;
    }

    private string Add(string sum, string codes, ImmutableArray<float> gain) =>
        _export.Node("Add", [sum, _export.Node("Mul", [codes, Constants("gain", gain)])]);

    // DAC codes of the image, less the code of 0.
    private string Codes(CrossbarBlock block)
    {
        var dac = block.Tile.Dac;
        var key = (dac.Whole, dac.DigitBase == 0 ? 0 : block.Tile.Pulse);
        if (_codes.TryGetValue(key, out var codes))
            return codes;
        var (step, zeroCode, maxCode) = dac.Whole;
        codes = _export.Node("Mul", [_image, _export.Graph.Number("codes_per_unit", 1 / step)]);
        if (!dac.IsIdeal)
        {
            var (lowest, highest) = (_export.Graph.Number("lowest_code", 0.0 - zeroCode), _export.Graph.Number("highest_code", maxCode - zeroCode));
            codes = _export.Node("Clip", [_export.Node("Round", [codes]), lowest, highest]);
        }

        if (dac.DigitBase > 0)
            codes = Digits(codes, dac, zeroCode);
        _codes.Add(key, codes);
        return codes;
    }

    // The digits of codes that one pulse sends, less that of the code of 0.
    private string Digits(string codes, Dac dac, double zeroCode)
    {
        var graph = _export.Graph;
        var whole = _export.Node("Add", [codes, graph.Number("zero_code", zeroCode)]);
        var rest = _export.Node("Floor", [_export.Node("Mul", [whole, graph.Number("per_factor", 1.0 / dac.DigitFactor)])]);
        var higher = _export.Node("Floor", [_export.Node("Mul", [rest, graph.Number("per_digits", 1.0 / dac.DigitBase)])]);
        var digits = _export.Node("Sub", [rest, _export.Node("Mul", [higher, graph.Number("digits", dac.DigitBase)])]);
        return _export.Node("Sub", [digits, graph.Number("zero_digit", dac.ZeroCode)]);
    }

    // The channels that a block's rows see.
    private string Channels(string codes, CrossbarBlock block)
    {
        if (block.ChannelCount == _window.Input.Channels)
            return codes;
        var key = (codes, block.FirstChannel, block.ChannelCount);
        if (!_channels.TryGetValue(key, out var channels))
        {
            var graph = _export.Graph;
            channels = _export.Node("Slice", [codes, graph.Integers(block.FirstChannel), graph.Integers(block.FirstChannel + block.ChannelCount), graph.Integers(1)]);
            _channels.Add(key, channels);
        }

        return channels;
    }

    // ADC codes before they are clamped; with ideal converters, before nothing.
    private string Digitise(CrossbarBlock block, string channels)
    {
        if (block.Slices is not { } slices)
        {
            var currents = Product(channels, block, block.Weights, block.Constants, block.OutputCount);
            return block.Tile.MaxCode == 0 ? currents : _export.Node("Round", [currents]);
        }

        string? code = null, remainder = null;
        for (var k = 0; k < slices.Length; k++)
        {
            var sum = Product(channels, block, slices[k].Weights, slices[k].Constants, block.OutputCount);
            var rest = remainder is null ? sum : _export.Node("Add", [remainder, sum]);
            var isLast = k == slices.Length - 1;
            var whole = isLast && block.Tile.MaxCode == 0 ? rest : _export.Node("Round", [rest]);
            code = code is null ? whole : _export.Node("Add", [code, whole]);
            if (!isLast)
                remainder = _export.Node("Sub", [rest, whole]);
        }

        return code!;
    }

    private string Decode(CrossbarBlock block, string codes) => block.Tile.MaxCode == 0
        ? codes
        : _export.Node("Clip", [codes, _export.Graph.Number("lowest_code", 0), _export.Graph.Number("highest_code", block.Tile.MaxCode)]);

    private string Product(string channels, CrossbarBlock block, float[] weights, float[] constants, int outputs)
    {
        var graph = _export.Graph;
        var bias = graph.Numbers("constants", constants, outputs);
        if (_window.IsPoint)
            return _export.Node("Gemm", [channels, graph.Numbers("transfer", weights, outputs, block.ChannelCount), bias], ("transB", 1));
        var transfer = graph.Numbers("transfer", weights, outputs, block.ChannelCount, _layer.Window.KernelHeight, _layer.Window.KernelWidth);
        return _export.Node("Conv", [channels, transfer, bias], _window.Kernel, _window.Strides, _window.Dilations, _window.Pads);
    }

    private string Constants(string what, ImmutableArray<float> values) => _export.Graph.Numbers(what, values.AsSpan(), PerChannel(values.Length));
}
