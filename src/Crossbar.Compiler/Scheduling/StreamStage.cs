using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>How a layer takes beats in and gives them: a beat is a pixel with all its channels. What the hardware of docs/rtl.md does, without its numbers.</summary>
/// <param name="Beats">Beats that it gives per image.</param>
internal abstract record StreamStage(int Beats)
{
    /// <summary>Whether anything in it is clocked.</summary>
    public virtual bool IsClocked => true;

    /// <summary>Whether <c>crossbar rtl</c> has hardware for it; if not it is taken for a buffer of whole images, or for something as fast as a sum.</summary>
    public virtual bool HasHardware => true;

    /// <summary>Cycles from the last beat that an output needs to the output, with a read per cycle.</summary>
    public abstract int Latency { get; }

    /// <summary>How many beats of its input must have come before it gives its beat number <paramref name="beat"/> (from 0).</summary>
    /// <param name="beat">The beat.</param>
    /// <param name="input">Which of its inputs.</param>
    public virtual int BeatsFor(int beat, int input = 0) => beat + 1;

    /// <summary>Puts its elements into a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="timing">How long arrays take.</param>
    /// <param name="copies">Copies of its arrays.</param>
    /// <returns>What it gives.</returns>
    public abstract TimedStream Connect(StreamGraph graph, ImmutableArray<TimedStream> inputs, ArrayTiming timing, int copies);

    /// <summary>The stage of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">Shapes of the values that it reads, constants left out.</param>
    public static StreamStage Of(Layer layer, ImmutableArray<TensorShape> inputs)
    {
        var (output, beats) = (layer.OutputShape, BeatsOf(layer.OutputShape));
        bool areAlike() => inputs.All(shape => (shape.Height, shape.Width) == (output.Height, output.Width));
        return layer switch
        {
            CrossbarConvolution { ReadsWholeImage: false } crossbars => new CrossbarStage(crossbars, inputs[0]),
            CrossbarConvolution whole => new WholeImageStage(beats, BeatsOf(inputs[0])) { Reads = 1, Pulses = whole.Pulses },
            Relu or Unary { Function: UnaryFunction.Clip } => new RegisterStage(beats, 0),
            Unary or ScaleShift => new RegisterStage(beats, 1),
            Add => new JoinStage(beats),
            Concat { Turns: 1 } when areAlike() => new JoinStage(beats),
            MaxPool pool => new PoolStage(new WindowWalk(pool.Window, inputs[0], output)),
            AveragePool pool => PoolOf(pool.Window, inputs[0], output),
            Reduce { Function: ReduceFunction.Mean, Dimensions: [_, var height, var width], Axes: [1, 2] } => PoolOf(new WindowGeometry(height, width), inputs[0], new TensorShape(output.Channels)),
            Reshape when (inputs[0].Channels, inputs[0].Height, inputs[0].Width) == (output.Channels, output.Height, output.Width) => new RegisterStage(beats, 0),
            Reshape when output.Channels == inputs[0].Length => new CollectStage(BeatsOf(inputs[0]), HasMean: false),
            _ when inputs.Length > 1 && areAlike() => new JoinStage(beats) { IsBuilt = false },
            _ => new WholeImageStage(beats, [.. inputs.Select(BeatsOf)]),
        };
    }

    // One window that is the whole image needs no line buffers.
    private static StreamStage PoolOf(WindowGeometry window, TensorShape input, TensorShape output) =>
        BeatsOf(output) == 1 && window == new WindowGeometry(input.Height, input.Width) { StrideY = window.StrideY, StrideX = window.StrideX }
            ? new CollectStage(BeatsOf(input), HasMean: true)
            : new PoolStage(new WindowWalk(window, input, output));

    private static int BeatsOf(TensorShape shape) => shape.Height * shape.Width;

    /// <summary>Adds a register, or a FIFO.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="from">What goes in.</param>
    /// <param name="places">Beats that it holds.</param>
    /// <returns>What comes out.</returns>
    public static TimedStream Queue(StreamGraph graph, TimedStream from, int places = 2)
    {
        var to = new TimedStream();
        graph.Add(new BeatQueue(from, to, places));
        return to;
    }
}
