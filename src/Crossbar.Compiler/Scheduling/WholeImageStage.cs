using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>A layer without hardware: it waits for whole images, and gives one beat by beat. Arrays that take in a whole image (Mapping=Toeplitz) are read in between.</summary>
/// <param name="Beats">Beats that it gives per image.</param>
/// <param name="InputBeats">Beats of each of its inputs.</param>
internal sealed record WholeImageStage(int Beats, params ImmutableArray<int> InputBeats) : StreamStage(Beats)
{
    /// <summary>Reads of its arrays per image and pulse.</summary>
    public int Reads { get; init; }

    /// <summary>Pulses that tell an activation.</summary>
    public int Pulses { get; init; } = 1;

    /// <inheritdoc/>
    public override bool HasHardware => false;

    /// <inheritdoc/>
    public override int Latency => 1;

    /// <inheritdoc/>
    public override int BeatsFor(int beat, int input = 0) => InputBeats[input];

    /// <inheritdoc/>
    public override TimedStream Connect(StreamGraph graph, ImmutableArray<TimedStream> inputs, ArrayTiming timing, int copies)
    {
        var images = inputs.Select((input, k) =>
        {
            var image = new TimedStream();
            graph.Add(new ImageCollector(input, image, InputBeats[k]));
            return image;
        }).ToArray();
        var whole = images[0];
        if (images.Length > 1)
        {
            whole = new TimedStream();
            graph.Add(new StreamJoin(whole, images));
        }

        if (Reads > 0)
            whole = CrossbarStage.Read(graph, whole, Pulses, timing, copies);
        var beats = new TimedStream();
        graph.Add(new PulseSequence(whole, beats, Beats));
        return beats;
    }
}
