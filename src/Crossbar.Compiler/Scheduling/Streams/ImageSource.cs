namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>What feeds a pipeline: the next beat is valid as soon as the last one was taken.</summary>
/// <param name="to">The pipeline's input.</param>
/// <param name="beats">How many beats.</param>
internal sealed class ImageSource(TimedStream to, int beats) : StreamElement([], [to])
{
    /// <inheritdoc/>
    public override bool Advance()
    {
        var before = to.Offered;
        while (to.Offered < beats && to.Taken == to.Offered)
            to.Offer(to.After(to.Offered - 1));
        return to.Offered > before;
    }
}
