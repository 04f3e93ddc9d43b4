namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>stream_fifo, and with two places stream_register: a beat comes out a cycle after it went in at the earliest, and a place is free in the cycle after its beat has left.</summary>
/// <param name="from">What goes in.</param>
/// <param name="to">What comes out.</param>
/// <param name="places">Number of places.</param>
internal sealed class BeatQueue(TimedStream from, TimedStream to, int places) : StreamElement([from], [to], places)
{
    private readonly int _places = places;

    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken + to.Offered;
        while (from.Taken < from.Offered && to.Taken > from.Taken - _places)
            from.Take(Math.Max(from.OfferOf(from.Taken), Math.Max(from.After(from.Taken - 1), to.After(from.Taken - _places))));
        while (to.Offered < from.Taken && to.Taken >= to.Offered)
            to.Offer(Math.Max(from.After(to.Offered), to.After(to.Offered - 1)));
        return from.Taken + to.Offered > before;
    }
}
