namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>What feeds a pipeline: the next beat is valid as soon as the last one was taken.</summary>
/// <param name="to">The pipeline's input.</param>
/// <param name="beats">How many beats.</param>
internal sealed class ImageSource(TimedStream to, int beats) : StreamElement([], [to])
{
    /// <summary>The cycle in which the first beat was taken.</summary>
    public long Start { get; private set; }

    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = to.Offered;
        if (to.Taken == 1)
            Start = to.TakeOf(0);
        while (to.Offered < beats && to.Taken == to.Offered)
            to.Offer(to.After(to.Offered - 1));
        return to.Offered > before;
    }
}
