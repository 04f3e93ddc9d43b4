namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>crossbar_array: codes some cycles after a read, copies of the array that take turns, and a read taken only when its codes will find a place.</summary>
/// <param name="from">Reads.</param>
/// <param name="to">Their codes.</param>
/// <param name="timing">How long a read takes.</param>
/// <param name="copies">How many copies.</param>
internal sealed class ArrayReads(TimedStream from, TimedStream to, ArrayTiming timing, int copies) : StreamElement([from], [to], timing.PlacesOf(copies))
{
    private readonly int _places = timing.PlacesOf(copies);

    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken + to.Offered;
        while (from.Taken < from.Offered && to.Taken > from.Taken - _places)
        {
            var read = from.Taken;
            var isFree = read < copies ? 0 : from.TakeOf(read - copies) + timing.Period;
            from.Take(Math.Max(Math.Max(from.OfferOf(read), isFree), Math.Max(from.After(read - 1), to.After(read - _places))));
        }

        while (to.Offered < from.Taken && to.Taken >= to.Offered)
            to.Offer(Math.Max(from.TakeOf(to.Offered) + timing.Delay, to.After(to.Offered - 1)));
        return from.Taken + to.Offered > before;
    }
}
