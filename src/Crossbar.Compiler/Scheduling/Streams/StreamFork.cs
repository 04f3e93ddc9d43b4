namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>stream_fork: each branch takes a beat when it can, and the beat has gone when the last one took it.</summary>
/// <param name="from">What is handed out.</param>
/// <param name="branches">To whom.</param>
internal sealed class StreamFork(TimedStream from, params TimedStream[] branches) : StreamElement([from], [.. branches])
{
    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = from.Taken + branches[0].Offered;
        while (branches[0].Offered < from.Offered)
        {
            foreach (var branch in branches)
                branch.Offer(from.OfferOf(branch.Offered));
        }

        while (branches.All(branch => branch.Taken > from.Taken))
            from.Take(branches.Max(branch => branch.TakeOf(from.Taken)));
        return from.Taken + branches[0].Offered > before;
    }
}
