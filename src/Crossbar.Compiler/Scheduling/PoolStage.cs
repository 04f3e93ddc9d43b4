using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>A pooling: line buffers and a register.</summary>
/// <param name="Walk">How the window walks.</param>
internal sealed record PoolStage(WindowWalk Walk) : StreamStage(Walk.Output.Height * Walk.Output.Width)
{
    /// <inheritdoc/>
    public override int Latency => 2;

    /// <inheritdoc/>
    public override int BeatsFor(int beat, int input = 0) => Walk.PixelsFor(beat);

    /// <inheritdoc/>
    public override TimedStream Connect(StreamGraph graph, ImmutableArray<TimedStream> inputs, ArrayTiming timing, int copies)
    {
        var windows = new TimedStream();
        graph.Add(new WindowElement(Walk, inputs[0], windows));
        return Queue(graph, windows);
    }
}
