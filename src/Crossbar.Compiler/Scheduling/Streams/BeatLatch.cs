namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>A single register that takes a beat in the very cycle in which its last one leaves, as at the end of global_mean.</summary>
/// <param name="from">What goes in.</param>
/// <param name="to">What comes out.</param>
internal sealed class BeatLatch(TimedStream from, TimedStream to) : StreamElement([from], [to])
{
    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken;
        while (from.Taken < from.Offered && to.Taken >= from.Taken)
        {
            var beat = from.Taken;
            from.Take(Math.Max(from.OfferOf(beat), beat == 0 ? 0 : to.TakeOf(beat - 1)));
            to.Offer(from.After(beat));
        }

        return from.Taken > before;
    }
}
