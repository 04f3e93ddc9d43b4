namespace Crossbar.Compiler.Rtl;

/// <summary>
/// How deep the FIFOs in front of a joining layer must be. The layer's next beat waits for its slowest branch, which waits for beats of the value where the branches part;
/// until these have come the other branches get them too, and what they make of them must find a place. One place fewer, and the beat that the slow branch waits for never comes
/// (docs/rtl.md). The depths are found by following an image through the network, each beat made only once somebody needs it. What the slow branch holds in its registers comes on
/// top, so that nothing waits at full rate.
/// </summary>
internal sealed class FifoDepths
{
    private readonly RtlDesign _design;

    // Beats of the image so far, of each value.
    private readonly int[] _made;
    private readonly int[] _latencies;
    private readonly int[] _arrays;
    private readonly ImmutableArray<(int Layer, int Input)>[] _readers;
    private readonly Dictionary<(int Layer, int Input), int> _held = [];

    /// <summary>Follows an image through the network.</summary>
    /// <param name="design">The modules.</param>
    public FifoDepths(RtlDesign design)
    {
        _design = design;
        _made = new int[design.Layers.Length + 1];
        (_latencies, _arrays) = (new int[_made.Length], new int[_made.Length]);
        _readers = [.. Enumerable.Range(0, _made.Length).Select(value => design.ReadersOf(value).ToImmutableArray())];
        for (var k = 0; k < design.Layers.Length; k++)
        {
            var layer = design.Layers[k];
            _latencies[k + 1] = InputsOf(k).Max(value => _latencies[value]) + layer.Latency;
            _arrays[k + 1] = InputsOf(k).Max(value => _arrays[value]) + (layer is CrossbarRtl ? 1 : 0);
        }

        Demand(design.Layers.Length, design.Output.Beats);
    }

    /// <summary>The least depth without which the chip would stop for ever.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    // A fork in front of the FIFO holds the beat that its other branches have already.
    public int Least(int layer, int input) => Math.Max(1, _held[(layer, input)] - (IsBehindFork(InputsOf(layer)[input]) ? 1 : 0));

    /// <summary>The depth for full rate, of arrays that take a cycle.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    public int AtFullRate(int layer, int input)
    {
        var (own, slowest) = OwnAndSlowest(layer, input);
        // A FIFO that is full takes nothing in the cycle in which a beat leaves it: one place more.
        return _held[(layer, input)] + _latencies[slowest] - _latencies[own] + 1;
    }

    /// <summary>The depth for full rate, an expression in the parameters of the arrays.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    public string Expression(int layer, int input)
    {
        var (own, slowest) = OwnAndSlowest(layer, input);
        var arrays = Math.Max(0, _arrays[slowest] - _arrays[own]);
        return string.Create(CultureInfo.InvariantCulture, $"{AtFullRate(layer, input)}{(arrays == 0 ? "" : $" + {arrays} * (ARRAY_LATENCY - 1)")}");
    }

    private ImmutableArray<int> InputsOf(int layer) => _design.Layers[layer].Planned.Layer.Inputs;

    private (int Own, int Slowest) OwnAndSlowest(int layer, int input) => (InputsOf(layer)[input], InputsOf(layer).MaxBy(value => _latencies[value]));

    private bool IsBehindFork(int value) => _readers[value].Length > 1 || (value > 0 && !_design.Layers[value - 1].IsClocked && IsBehindFork(InputsOf(value - 1)[0]));

    // Makes a value up to some number of beats.
    private void Demand(int value, int beats)
    {
        while (_made[value] < beats)
        {
            var beat = _made[value];
            if (value > 0)
            {
                foreach (var input in InputsOf(value - 1))
                    Demand(input, _design.Layers[value - 1].BeatsFor(beat));
            }

            if (_made[value] == beat)
                Make(value);
        }
    }

    // One beat more, which every reader takes.
    private void Make(int value)
    {
        _made[value]++;
        foreach (var (layer, input) in _readers[value].Where(reader => InputsOf(reader.Layer).Length > 1))
            _held[(layer, input)] = Math.Max(_held.GetValueOrDefault((layer, input)), _made[value] - _made[layer + 1]);
        foreach (var (layer, _) in _readers[value])
        {
            while (_made[layer + 1] < _design.Layers[layer].Output.Beats && MustGive(layer, _made[layer + 1]))
                Make(layer + 1);
        }
    }

    // Before line buffers take another pixel the windows that are whole without it have gone; all else hands on what it gets.
    private bool MustGive(int layer, int beat)
    {
        var needed = _design.Layers[layer].BeatsFor(beat);
        return InputsOf(layer).All(value => _made[value] >= (needed == beat + 1 ? needed : needed + 1));
    }
}
