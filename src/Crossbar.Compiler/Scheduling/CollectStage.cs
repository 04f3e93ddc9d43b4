using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>All beats of an image become one: put side by side, or as their mean.</summary>
/// <param name="InputBeats">Beats of an image.</param>
/// <param name="HasMean">Whether their mean is taken, behind a register more.</param>
internal sealed record CollectStage(int InputBeats, bool HasMean) : StreamStage(1)
{
    /// <inheritdoc/>
    public override int Latency => HasMean ? 2 : 1;

    /// <inheritdoc/>
    public override int BeatsFor(int beat, int input = 0) => InputBeats;

    /// <inheritdoc/>
    public override TimedStream Connect(StreamGraph graph, ImmutableArray<TimedStream> inputs, ArrayTiming timing, int copies)
    {
        var collected = new TimedStream();
        graph.Add(new ImageCollector(inputs[0], collected, InputBeats));
        if (!HasMean)
            return collected;
        var mean = new TimedStream();
        graph.Add(new BeatLatch(collected, mean));
        return mean;
    }
}
