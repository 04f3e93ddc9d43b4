namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>What takes whatever a pipeline gives, at once, and notes when images end.</summary>
/// <param name="from">The pipeline's output.</param>
/// <param name="beats">Beats of an image.</param>
internal sealed class ImageSink(TimedStream from, int beats) : StreamElement([from], [])
{
    private readonly List<long> _ends = [];

    /// <summary>The cycle in which the last beat of each image was taken.</summary>
    public IReadOnlyList<long> ImageEnds => _ends;

    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken;
        while (from.Taken < from.Offered)
        {
            from.Take(from.OfferOf(from.Taken));
            if (from.Taken % beats == 0)
                _ends.Add(from.TakeOf(from.Taken - 1));
        }

        return from.Taken > before;
    }
}
