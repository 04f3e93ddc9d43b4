using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>A network as a pipeline: all layers work at the same time, on what the layers before let through. A softmax at the end is the host's.</summary>
internal sealed class LayerPipeline
{
    // After so many images no pipeline changes its pace any more but one of very unlike branches.
    private const int MaxImages = 65;

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

    /// <summary>Which layers' inputs read a value, by layer and input.</summary>
    public ImmutableArray<(int Layer, int Input)> ReadersOf(int value) => _readers[value];

    /// <summary>Beats of a value per image.</summary>
    public int BeatsOf(int value) => value == 0 ? _design.InputShape.Height * _design.InputShape.Width : Stages[value - 1]?.Beats ?? 0;

    /// <summary>Whether a layer is on crossbars.</summary>
    public bool HasArrays(int layer) => _design.Layers[layer] is CrossbarConvolution;

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

    /// <summary>The cycles from an image's first pixel to its last output, with nothing before it, and from one image's to the next one's where they follow each other without a gap.</summary>
    /// <param name="timing">How long arrays take.</param>
    /// <param name="copies">Copies of each layer's arrays.</param>
    public (long Latency, long Interval) PaceOf(ArrayTiming timing, ImmutableArray<int> copies)
    {
        // The interval is that of the last of enough images: the last two are equal.
        for (var images = 4; ; images = (2 * images) - 1)
        {
            var ends = Run(images, timing, copies);
            var (last, before) = (ends[^1] - ends[^2], ends[^2] - ends[^3]);
            if (last == before || images >= MaxImages)
                return (ends[0], Math.Max(1, last));
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
        var source = new TimedStream();
        graph.Add(new ImageSource(source, images * BeatsOf(0)));
        var depths = new FifoDepths(this);
        var sources = new Dictionary<(int Layer, int Input), TimedStream>();
        Distribute(graph, 0, source, sources);
        var output = source;
        for (var k = 0; k < Stages.Length; k++)
        {
            if (Stages[k] is not { } stage)
                continue;
            var isJoined = Inputs[k].Length > 1;
            output = stage.Connect(graph, [.. Inputs[k].Select((_, i) => isJoined ? Fifo(graph, sources[(k, i)], depths.AtFullRate(k, i, timing)) : sources[(k, i)])], timing, copies[k]);
            Distribute(graph, k + 1, output, sources);
        }

        graph.Run();
        var beats = BeatsOf(Stages.Length);
        return [.. Enumerable.Range(1, images).Select(image => output.TakeOf((image * beats) - 1) - source.TakeOf(0))];
    }

    // Hands a value's stream to its readers; what nobody reads goes away.
    private void Distribute(StreamGraph graph, int value, TimedStream stream, Dictionary<(int Layer, int Input), TimedStream> sources)
    {
        var readers = ReadersOf(value);
        if (readers.IsEmpty)
        {
            graph.Add(new ImageSink(stream));
            return;
        }

        TimedStream[] branches = readers.Length == 1 ? [stream] : [.. readers.Select(_ => new TimedStream())];
        if (readers.Length > 1)
            graph.Add(new StreamFork(stream, branches));
        for (var k = 0; k < readers.Length; k++)
            sources[readers[k]] = branches[k];
    }

    private static TimedStream Fifo(StreamGraph graph, TimedStream from, int depth)
    {
        var to = new TimedStream();
        graph.Add(new BeatQueue(from, to, depth));
        return to;
    }
}
