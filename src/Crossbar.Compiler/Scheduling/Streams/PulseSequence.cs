namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>pulse_sequencer: several beats for each that comes, which is taken with its last one.</summary>
/// <param name="from">What comes.</param>
/// <param name="to">What goes.</param>
/// <param name="pulses">How many beats for each.</param>
internal sealed class PulseSequence(TimedStream from, TimedStream to, int pulses) : StreamElement([from], [to], pulses)
{
    private readonly int _pulses = pulses;

    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken + to.Offered;
        while (from.Offered > to.Offered / _pulses && to.Taken == to.Offered)
            to.Offer(Math.Max(from.OfferOf(to.Offered / _pulses), to.After(to.Offered - 1)));
        while (to.Taken >= (from.Taken + 1) * _pulses)
            from.Take(to.TakeOf(((from.Taken + 1) * _pulses) - 1));
        return from.Taken + to.Offered > before;
    }
}
