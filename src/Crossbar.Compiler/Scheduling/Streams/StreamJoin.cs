namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>stream_join: a beat of each at once.</summary>
/// <param name="to">What comes of it.</param>
/// <param name="branches">What is joined.</param>
internal sealed class StreamJoin(TimedStream to, params TimedStream[] branches) : StreamElement([.. branches], [to])
{
    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = branches[0].Taken + to.Offered;
        while (branches.All(branch => branch.Offered > to.Offered))
            to.Offer(branches.Max(branch => branch.OfferOf(to.Offered)));
        while (to.Taken > branches[0].Taken)
        {
            foreach (var branch in branches)
                branch.Take(to.TakeOf(branch.Taken));
        }

        return branches[0].Taken + to.Offered > before;
    }
}
