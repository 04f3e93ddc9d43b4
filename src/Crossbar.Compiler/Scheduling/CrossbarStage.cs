using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>
/// A layer on crossbars: line buffers, the pulses of each window, arrays, the sum over them, two registers. All its arrays do the same at the same time, so that one stands for them.
/// </summary>
/// <param name="Walk">How the window walks.</param>
/// <param name="Pulses">Pulses that tell an activation.</param>
internal sealed record CrossbarStage(WindowWalk Walk, int Pulses) : StreamStage(Walk.Output.Height * Walk.Output.Width)
{
    /// <summary>The stage of a layer.</summary>
    public CrossbarStage(CrossbarConvolution layer, TensorShape input)
        : this(new WindowWalk(layer.Window, input, layer.OutputShape), layer.Pulses)
    {
    }

    /// <inheritdoc/>
    public override int Latency => 4;

    /// <inheritdoc/>
    public override int BeatsFor(int beat, int input = 0) => Walk.PixelsFor(beat);

    /// <inheritdoc/>
    public override TimedStream Connect(StreamGraph graph, ImmutableArray<TimedStream> inputs, ArrayTiming timing, int copies)
    {
        var windows = new TimedStream();
        if (Walk.Window == WindowGeometry.Point)
            windows = Queue(graph, inputs[0]);
        else
            graph.Add(new WindowElement(Walk, inputs[0], windows));
        return Queue(graph, Queue(graph, Read(graph, windows, Pulses, timing, copies)));
    }

    /// <summary>Reads arrays.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="windows">What is to be read.</param>
    /// <param name="pulses">Reads of each.</param>
    /// <param name="timing">How long a read takes.</param>
    /// <param name="copies">Copies of the arrays.</param>
    /// <returns>The sums over arrays and pulses.</returns>
    public static TimedStream Read(StreamGraph graph, TimedStream windows, int pulses, ArrayTiming timing, int copies)
    {
        var reads = windows;
        if (pulses > 1)
        {
            reads = new TimedStream();
            graph.Add(new PulseSequence(windows, reads, pulses));
        }

        var codes = new TimedStream();
        graph.Add(new ArrayReads(reads, codes, timing, copies));
        if (pulses == 1)
            return codes;
        var sums = new TimedStream();
        graph.Add(new PulseSum(codes, sums, pulses));
        return sums;
    }
}
