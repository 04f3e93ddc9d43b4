namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>pulse_accumulator: a beat for each of several that come, valid with the last of them.</summary>
/// <param name="from">What comes.</param>
/// <param name="to">What goes.</param>
/// <param name="pulses">How many beats make one.</param>
internal sealed class PulseSum(TimedStream from, TimedStream to, int pulses) : StreamElement([from], [to])
{
    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken + to.Offered;
        for (var isKnown = true; isKnown && from.Taken < from.Offered;)
        {
            var isLast = from.Taken % pulses == pulses - 1;
            if (isLast && to.Offered == from.Taken / pulses)
                to.Offer(from.OfferOf(from.Taken));
            isKnown = !isLast || to.Taken > from.Taken / pulses;
            if (isKnown)
                from.Take(isLast ? to.TakeOf(from.Taken / pulses) : from.OfferOf(from.Taken));
        }

        return from.Taken + to.Offered > before;
    }
}
