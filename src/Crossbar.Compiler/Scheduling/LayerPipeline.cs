using System.Numerics;
using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>A network as a pipeline: all layers work at the same time, on what the layers before let through. A softmax at the end is the host's.</summary>
internal sealed class LayerPipeline
{
    // Longer turns are told by their beginning.
    private const int MaxTurns = 24;

    // Images before the first stretch that counts.
    private const int Warm = 2;

    private FifoDepths? _fifos;

    private readonly NetworkDesign _design;
    private readonly ImmutableArray<(int Layer, int Input)>[] _readers;

    private LayerPipeline(NetworkDesign design, ImmutableArray<StreamStage?> stages, ImmutableArray<ImmutableArray<int>> inputs)
    {
        (_design, Stages, Inputs) = (design, stages, inputs);
        _readers = [.. Enumerable.Range(0, stages.Length + 1).Select(value => Enumerable.Range(0, stages.Length)
            .SelectMany(layer => Enumerable.Range(0, inputs[layer].Length).Where(input => inputs[layer][input] == value).Select(input => (layer, input))).ToImmutableArray())];
    }

    /// <summary>A stage for each layer; null for constants, which need no stream.</summary>
    public ImmutableArray<StreamStage?> Stages { get; }

    /// <summary>The values that each layer reads, constants left out: 0 is the network's input, k what layer k − 1 gives.</summary>
    public ImmutableArray<ImmutableArray<int>> Inputs { get; }

    /// <summary>How deep the FIFOs in front of joining layers are.</summary>
    public FifoDepths Fifos => _fifos ??= new FifoDepths(this);

    /// <summary>Which layers' inputs read a value, by layer and input.</summary>
    public ImmutableArray<(int Layer, int Input)> ReadersOf(int value) => _readers[value];

    /// <summary>Beats of a value per image.</summary>
    public int BeatsOf(int value) => value == 0 ? _design.InputShape.Height * _design.InputShape.Width : Stages[value - 1]?.Beats ?? 0;

    /// <summary>Plans a network.</summary>
    /// <param name="design">The network on crossbars.</param>
    public static LayerPipeline Of(NetworkDesign design)
    {
        var count = design.Layers.Length - (design.Layers is [.., Softmax] ? 1 : 0);
        var stages = ImmutableArray.CreateBuilder<StreamStage?>(count);
        var inputs = ImmutableArray.CreateBuilder<ImmutableArray<int>>(count);
        foreach (var layer in design.Layers.Take(count))
        {
            ImmutableArray<int> read = [.. layer.Inputs.Where(value => value == 0 || stages[value - 1] is not null)];
            inputs.Add(read);
            stages.Add(read.IsEmpty ? null : StreamStage.Of(layer, [.. read.Select(design.ShapeOf)]));
        }

        return new LayerPipeline(design, stages.MoveToImmutable(), inputs.MoveToImmutable());
    }

    /// <summary>Reads per image of a layer's arrays; 0 without.</summary>
    public int ReadsOf(int layer) => (_design.Layers[layer] as CrossbarConvolution)?.Reads ?? 0;

    /// <summary>After how many images the same copy of an array begins again: copies take turns, read by read.</summary>
    /// <param name="reads">Reads per image.</param>
    /// <param name="copies">Copies.</param>
    public static int TurnsOf(int reads, int copies) => reads == 0 ? 1 : Math.Min(MaxTurns, copies / (int)BigInteger.GreatestCommonDivisor(reads, copies));

    /// <summary>
    /// The cycles from an image's first pixel to its last output, with nothing before it, and from one image's to the next one's where they follow each other without a gap: the mean over whole
    /// turns of all copies.
    /// </summary>
    /// <param name="timing">How long arrays take.</param>
    /// <param name="copies">Copies of each layer's arrays.</param>
    public (long Latency, double Interval) PaceOf(ArrayTiming timing, ImmutableArray<int> copies)
    {
        var turns = 1;
        for (var k = 0; k < Stages.Length; k++)
        {
            var own = TurnsOf(ReadsOf(k), copies[k]);
            turns = Math.Min(MaxTurns, turns / (int)BigInteger.GreatestCommonDivisor(turns, own) * own);
        }

        // Steady once two stretches of whole turns take the same time.
        for (var warm = Warm; ; warm *= 2)
        {
            var ends = Run(warm + (2 * turns) + 1, timing, copies);
            var (last, before) = (ends[^1] - ends[^(turns + 1)], ends[^(turns + 1)] - ends[^((2 * turns) + 1)]);
            if (last == before || warm >= MaxTurns)
                return (ends[0], Math.Max(1, (double)last / turns));
        }
    }

    /// <summary>Sends images through, one after the other.</summary>
    /// <param name="images">How many.</param>
    /// <param name="timing">How long arrays take.</param>
    /// <param name="copies">Copies of each layer's arrays.</param>
    /// <returns>The cycles from the first pixel's to that in which each image's last output comes out.</returns>
    public ImmutableArray<long> Run(int images, ArrayTiming timing, ImmutableArray<int> copies)
    {
        var graph = new StreamGraph();
        var output = new TimedStream();
        var source = new ImageSource(output, images * BeatsOf(0));
        graph.Add(source);
        var sources = new Dictionary<(int Layer, int Input), TimedStream>();
        var sink = Distribute(graph, 0, output, sources);
        for (var k = 0; k < Stages.Length; k++)
        {
            if (Stages[k] is not { } stage)
                continue;
            var isJoined = Inputs[k].Length > 1;
            output = stage.Connect(graph, [.. Inputs[k].Select((_, i) => isJoined ? StreamStage.Queue(graph, sources[(k, i)], Fifos.AtFullRate(k, i, timing, copies)) : sources[(k, i)])], timing, copies[k]);
            sink = Distribute(graph, k + 1, output, sources);
        }

        graph.Run();
        return [.. sink!.ImageEnds.Select(end => end - source.Start)];
    }

    // Hands a value's stream to its readers; what nobody reads goes away.
    private ImageSink? Distribute(StreamGraph graph, int value, TimedStream stream, Dictionary<(int Layer, int Input), TimedStream> sources)
    {
        var readers = ReadersOf(value);
        if (readers.IsEmpty)
        {
            var sink = new ImageSink(stream, BeatsOf(value));
            graph.Add(sink);
            return sink;
        }

        TimedStream[] branches = readers.Length == 1 ? [stream] : [.. readers.Select(_ => new TimedStream())];
        if (readers.Length > 1)
            graph.Add(new StreamFork(stream, branches));
        for (var k = 0; k < readers.Length; k++)
            sources[readers[k]] = branches[k];
        return null;
    }
}
