namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>flatten: all beats of an image become one, in the cycle after the last of them; while it waits none is taken.</summary>
/// <param name="from">Beats of images.</param>
/// <param name="to">A beat for each image.</param>
/// <param name="beats">Beats of an image.</param>
internal sealed class ImageCollector(TimedStream from, TimedStream to, int beats) : StreamElement([from], [to])
{
    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken;
        while (from.Taken < from.Offered && to.Taken >= from.Taken / beats)
        {
            var (beat, image) = (from.Taken, from.Taken / beats);
            from.Take(Math.Max(Math.Max(from.OfferOf(beat), from.After(beat - 1)), image == 0 ? 0 : to.TakeOf(image - 1)));
            if (from.Taken % beats == 0)
                to.Offer(from.After(beat));
        }

        return from.Taken > before;
    }
}
