using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>A layer that makes each beat of one of each of its inputs.</summary>
/// <param name="Beats">Beats per image.</param>
internal sealed record JoinStage(int Beats) : StreamStage(Beats)
{
    /// <summary>Whether there is such hardware.</summary>
    public bool IsBuilt { get; init; } = true;

    /// <inheritdoc/>
    public override bool HasHardware => IsBuilt;

    /// <inheritdoc/>
    public override int Latency => 1;

    /// <inheritdoc/>
    public override TimedStream Connect(StreamGraph graph, ImmutableArray<TimedStream> inputs, ArrayTiming timing, int copies)
    {
        var joined = new TimedStream();
        graph.Add(new StreamJoin(joined, [.. inputs]));
        return Queue(graph, joined);
    }
}
