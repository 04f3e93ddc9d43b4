using System.Collections.Concurrent;
using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>
/// How many cycles per image each stage of a pipeline takes that is fed and emptied without a pause, in the mean over many images. Line buffers wait for slow arrays, and arrays for line buffers
/// that walk over padding.
/// </summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="timing">How long arrays take.</param>
internal sealed class StagePace(LayerPipeline pipeline, ArrayTiming timing)
{
    // After so many images no register of a stage is empty any more.
    private const int Warm = 3;

    private readonly ConcurrentDictionary<(int Layer, int Copies), double> _known = [];

    /// <summary>Cycles per image of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="copies">Copies of its arrays.</param>
    public double Of(int layer, int copies) => _known.GetOrAdd((layer, copies), key => Follow(key.Layer, key.Copies, timing));

    /// <summary>Cycles per image of a layer, however many copies there are: as with arrays that are read in every cycle.</summary>
    /// <param name="layer">The layer.</param>
    public double Least(int layer) => _known.GetOrAdd((layer, 0), key => Follow(key.Layer, 1, ArrayTiming.Fastest));

    /// <summary>The least number of copies that keeps a pace.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cycles">Cycles per image, not less than <see cref="Least"/>.</param>
    public int CopiesFor(int layer, double cycles)
    {
        // Fewer cannot have the time for all reads.
        var (low, high) = ((int)Math.Clamp(Math.Ceiling((double)pipeline.ReadsOf(layer) * timing.Period / cycles), 1, timing.Period), timing.Period);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Of(layer, middle) <= cycles ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private double Follow(int layer, int copies, ArrayTiming arrays)
    {
        if (pipeline.Stages[layer] is not { } stage)
            return 0;
        var turns = LayerPipeline.TurnsOf(pipeline.ReadsOf(layer), copies);
        // Every copy has been read once before the images that count.
        var warm = Warm + (pipeline.ReadsOf(layer) == 0 ? 0 : (copies + pipeline.ReadsOf(layer) - 1) / pipeline.ReadsOf(layer));
        var images = warm + turns + 1;
        var graph = new StreamGraph();
        var inputs = pipeline.Inputs[layer].Select(value =>
        {
            var input = new TimedStream();
            graph.Add(new ImageSource(input, images * pipeline.BeatsOf(value)));
            return input;
        }).ToImmutableArray();
        var sink = new ImageSink(stage.Connect(graph, inputs, arrays, copies), stage.Beats);
        graph.Add(sink);
        graph.Run();
        return Math.Max((double)(sink.ImageEnds[^1] - sink.ImageEnds[^(turns + 1)]) / turns, (double)pipeline.ReadsOf(layer) * arrays.Period / copies);
    }
}
