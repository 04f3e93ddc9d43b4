using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>A layer that makes each beat of one of its input, within the cycle or behind registers.</summary>
/// <param name="Beats">Beats per image.</param>
/// <param name="Registers">How many registers are behind it.</param>
internal sealed record RegisterStage(int Beats, int Registers) : StreamStage(Beats)
{
    /// <inheritdoc/>
    public override bool IsClocked => Registers > 0;

    /// <inheritdoc/>
    public override int Latency => Registers;

    /// <inheritdoc/>
    public override TimedStream Connect(StreamGraph graph, ImmutableArray<TimedStream> inputs, ArrayTiming timing, int copies) =>
        Registers == 0 ? inputs[0] : Queue(graph, inputs[0]);
}
