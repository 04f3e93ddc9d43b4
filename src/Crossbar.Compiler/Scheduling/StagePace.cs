using System.Collections.Concurrent;
using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>How many cycles per image each stage of a pipeline takes that is fed and emptied without a pause. Line buffers wait for slow arrays, and arrays for line buffers that walk over padding.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="timing">How long arrays take.</param>
internal sealed class StagePace(LayerPipeline pipeline, ArrayTiming timing)
{
    // The last of so many images follows the one before as any later one would.
    private const int Images = 4;

    private readonly ConcurrentDictionary<(int Layer, int Copies), long> _known = [];

    /// <summary>Cycles per image of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="copies">Copies of its arrays.</param>
    public long Of(int layer, int copies) => _known.GetOrAdd((layer, copies), key => Follow(key.Layer, key.Copies));

    /// <summary>Cycles per image of a layer, however many copies there are.</summary>
    /// <param name="layer">The layer.</param>
    public long Least(int layer) => Of(layer, timing.Period);

    /// <summary>The least number of copies that keeps a pace.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cycles">Cycles per image, not less than <see cref="Least"/>.</param>
    public int CopiesFor(int layer, long cycles)
    {
        var (low, high) = (1, timing.Period);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Of(layer, middle) <= cycles ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private long Follow(int layer, int copies)
    {
        if (pipeline.Stages[layer] is not { } stage)
            return 0;
        var graph = new StreamGraph();
        var inputs = pipeline.Inputs[layer].Select(value =>
        {
            var input = new TimedStream();
            graph.Add(new ImageSource(input, Images * pipeline.BeatsOf(value)));
            return input;
        }).ToImmutableArray();
        var output = stage.Connect(graph, inputs, timing, copies);
        graph.Add(new ImageSink(output));
        graph.Run();
        return output.TakeOf((Images * stage.Beats) - 1) - output.TakeOf(((Images - 1) * stage.Beats) - 1);
    }
}
