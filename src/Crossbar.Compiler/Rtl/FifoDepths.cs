namespace Crossbar.Compiler.Rtl;

/// <summary>
/// How deep the FIFOs in front of a joining layer must be. The layer's beat n needs some number F(n) of the chip's pixels, those that its slowest branch waits for; until
/// they have come the other branches go on, and what they give must find a place: the beats that F(n) pixels are enough for, less the n that are gone. One place fewer, and the
/// pixel that the slow branch waits for never comes (docs/rtl.md). What the slow branch holds in its registers comes on top, so that nothing waits at full rate.
/// </summary>
internal sealed class FifoDepths
{
    private readonly RtlDesign _design;

    // For each value and beat, how many pixels of the chip's input it needs; never falls.
    private readonly int[][] _pixels;
    private readonly int[] _latencies;
    private readonly int[] _arrays;

    /// <summary>Follows the pixels through the network.</summary>
    /// <param name="design">The modules.</param>
    public FifoDepths(RtlDesign design)
    {
        _design = design;
        _pixels = new int[design.Layers.Length + 1][];
        (_latencies, _arrays) = (new int[_pixels.Length], new int[_pixels.Length]);
        _pixels[0] = [.. Enumerable.Range(1, design.Input.Beats)];
        for (var k = 0; k < design.Layers.Length; k++)
        {
            var layer = design.Layers[k];
            var inputs = layer.Planned.Layer.Inputs;
            _pixels[k + 1] = [.. Enumerable.Range(0, layer.Output.Beats).Select(beat => inputs.Max(value => _pixels[value][layer.BeatsFor(beat) - 1]))];
            _latencies[k + 1] = inputs.Max(value => _latencies[value]) + layer.Latency;
            _arrays[k + 1] = inputs.Max(value => _arrays[value]) + (layer is CrossbarRtl ? 1 : 0);
        }
    }

    /// <summary>The least depth without which the chip would stop for ever.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    public int Least(int layer, int input)
    {
        var inputs = _design.Layers[layer].Planned.Layer.Inputs;
        var (own, depth) = (_pixels[inputs[input]], 1);
        for (var beat = 0; beat < own.Length; beat++)
        {
            var needed = inputs.Max(value => _pixels[value][beat]);
            depth = Math.Max(depth, CountUpTo(own, needed) - beat);
        }

        return depth;
    }

    /// <summary>The depth for full rate, an expression in the parameters of the arrays.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    public string AtFullRate(int layer, int input)
    {
        var inputs = _design.Layers[layer].Planned.Layer.Inputs;
        var (own, slowest) = (inputs[input], inputs.MaxBy(value => _latencies[value]));
        var depth = Math.Max(2, Least(layer, input) + _latencies[slowest] - _latencies[own]);
        var arrays = Math.Max(0, _arrays[slowest] - _arrays[own]);
        return string.Create(CultureInfo.InvariantCulture, $"{depth}{(arrays == 0 ? "" : $" + {arrays} * (ARRAY_LATENCY - 1)")}");
    }

    private static int CountUpTo(int[] pixels, int most)
    {
        var place = Array.BinarySearch(pixels, most + 1);
        if (place < 0)
            return ~place;
        while (place > 0 && pixels[place - 1] == most + 1)
            place--;
        return place;
    }
}
