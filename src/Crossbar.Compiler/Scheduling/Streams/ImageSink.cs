namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>What takes whatever a pipeline gives, at once.</summary>
/// <param name="from">The pipeline's output.</param>
internal sealed class ImageSink(TimedStream from) : StreamElement([from], [])
{
    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken;
        while (from.Taken < from.Offered)
            from.Take(from.OfferOf(from.Taken));
        return from.Taken > before;
    }
}
