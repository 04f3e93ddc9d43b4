using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>
/// How deep the FIFOs in front of a joining layer must be. The layer's next beat waits for its slowest branch, which waits for beats of the value where the branches part;
/// until these have come the other branches get them too, and what they make of them must find a place, or the beat that the slow branch waits for never comes
/// (docs/rtl.md). The depths are found by following an image through the network, each beat made only once somebody needs it. What the slow branch holds in its registers comes on
/// top, so that nothing waits at full rate.
/// </summary>
internal sealed class FifoDepths
{
    private readonly LayerPipeline _pipeline;

    // Beats of the image so far, of each value.
    private readonly int[] _made;

    // Cycles of the paths to each value, with arrays that take one, and how many arrays are on them; none that is shorter and has fewer than another.
    private readonly ImmutableArray<(int Cycles, int Arrays)>[] _paths;
    private readonly Dictionary<(int Layer, int Input), int> _held = [];

    /// <summary>Follows an image through the network.</summary>
    /// <param name="pipeline">The network.</param>
    public FifoDepths(LayerPipeline pipeline)
    {
        _pipeline = pipeline;
        _made = new int[pipeline.Stages.Length + 1];
        _paths = new ImmutableArray<(int, int)>[_made.Length];
        _paths[0] = [(0, 0)];
        for (var k = 0; k < pipeline.Stages.Length; k++)
        {
            // A beat passes the FIFOs in front of a join, too.
            var cycles = (pipeline.Stages[k]?.Latency ?? 0) + (pipeline.Inputs[k].Length > 1 ? 1 : 0);
            var arrays = pipeline.ReadsOf(k) > 0 ? 1 : 0;
            _paths[k + 1] = pipeline.Inputs[k].IsEmpty ? [(0, 0)] : Longest(pipeline.Inputs[k].SelectMany(value => _paths[value]).Select(path => (path.Cycles + cycles, path.Arrays + arrays)));
        }

        Demand(pipeline.Stages.Length, pipeline.BeatsOf(pipeline.Stages.Length));
    }

    /// <summary>The depth that is enough for the chip not to stop for ever.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    // A fork in front of the FIFO holds the beat that its other branches have already.
    public int Enough(int layer, int input) => Math.Max(1, _held[(layer, input)] - (IsLeast(layer, input) ? 1 : 0));

    /// <summary>Whether with one place fewer it would stop for ever: there are no registers between the fork and the FIFO.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    public bool IsLeast(int layer, int input) => IsBehindFork(InputsOf(layer)[input]);

    /// <summary>The depth for full rate.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="timing">How long arrays take.</param>
    /// <param name="copies">Copies of each layer's arrays.</param>
    public int AtFullRate(int layer, int input, ArrayTiming timing, ImmutableArray<int> copies)
    {
        var held = timing.PlacesOf(copies.Max()) - ArrayTiming.Fastest.PlacesOf(1);
        return Depths(layer, input).Max(path => (int)Math.Min(path.Cycles + ((long)path.Arrays * held), int.MaxValue / 4));
    }

    /// <summary>The depth for full rate, an expression in HELD: what any array has under way beyond one read.</summary>
    /// <param name="layer">The joining layer.</param>
    /// <param name="input">Its input.</param>
    public string Expression(int layer, int input) => Depths(layer, input)
        .Select(path => string.Create(CultureInfo.InvariantCulture, $"{path.Cycles}{(path.Arrays == 0 ? "" : $" + {path.Arrays} * HELD")}"))
        .Aggregate((left, right) => $"({left} > {right} ? {left} : {right})");

    // What is held, how much longer other branches may take, and one place more: a FIFO that is full takes nothing in the cycle in which a beat leaves it.
    private ImmutableArray<(int Cycles, int Arrays)> Depths(int layer, int input)
    {
        var own = _paths[InputsOf(layer)[input]].MaxBy(path => (path.Arrays, path.Cycles));
        var held = _held[(layer, input)] + 1;
        return Longest(InputsOf(layer).SelectMany(value => _paths[value]).Append(own).Select(path => (held + Math.Max(0, path.Cycles - own.Cycles), Math.Max(0, path.Arrays - own.Arrays))));
    }

    private static ImmutableArray<(int Cycles, int Arrays)> Longest(IEnumerable<(int Cycles, int Arrays)> paths)
    {
        var all = paths.Distinct().ToArray();
        return [.. all.Where(path => !all.Any(other => other != path && other.Cycles >= path.Cycles && other.Arrays >= path.Arrays)).Order()];
    }

    private ImmutableArray<int> InputsOf(int layer) => _pipeline.Inputs[layer];

    private bool IsBehindFork(int value) => _pipeline.ReadersOf(value).Length > 1 || (value > 0 && _pipeline.Stages[value - 1] is { IsClocked: false } && IsBehindFork(InputsOf(value - 1)[0]));

    // Makes a value up to some number of beats.
    private void Demand(int value, int beats)
    {
        while (_made[value] < beats)
        {
            var beat = _made[value];
            if (value > 0)
            {
                for (var input = 0; input < InputsOf(value - 1).Length; input++)
                    Demand(InputsOf(value - 1)[input], _pipeline.Stages[value - 1]!.BeatsFor(beat, input));
            }

            if (_made[value] == beat)
                Make(value);
        }
    }

    // One beat more, which every reader takes.
    private void Make(int value)
    {
        _made[value]++;
        foreach (var (layer, input) in _pipeline.ReadersOf(value).Where(reader => InputsOf(reader.Layer).Length > 1))
            _held[(layer, input)] = Math.Max(_held.GetValueOrDefault((layer, input)), _made[value] - _made[layer + 1]);
        foreach (var (layer, _) in _pipeline.ReadersOf(value))
        {
            while (_made[layer + 1] < _pipeline.BeatsOf(layer + 1) && MustGive(layer, _made[layer + 1]))
                Make(layer + 1);
        }
    }

    // Before line buffers take another pixel the windows that are whole without it have gone; all else hands on what it gets.
    private bool MustGive(int layer, int beat)
    {
        for (var input = 0; input < InputsOf(layer).Length; input++)
        {
            var needed = _pipeline.Stages[layer]!.BeatsFor(beat, input);
            if (_made[InputsOf(layer)[input]] < (needed == beat + 1 ? needed : needed + 1))
                return false;
        }

        return true;
    }
}
