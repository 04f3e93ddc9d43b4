namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>
/// A part of a pipeline that hands on beats: the handshakes of a module of the hardware (docs/rtl.md) without its data. Every cycle in which a beat is valid or taken
/// is the greatest of some that come earlier, so that elements may be asked in any order.
/// </summary>
internal abstract class StreamElement
{
    /// <summary>Puts it between streams.</summary>
    /// <param name="from">Those that it takes from.</param>
    /// <param name="to">Those that it gives to.</param>
    /// <param name="memory">How many beats it looks back for.</param>
    protected StreamElement(ImmutableArray<TimedStream> from, ImmutableArray<TimedStream> to, int memory = 1)
    {
        Ends = [.. from, .. to];
        foreach (var stream in from)
            stream.Consumer = this;
        foreach (var stream in to)
            stream.Producer = this;
        foreach (var stream in Ends)
            stream.Remember(memory);
    }

    /// <summary>The streams that it takes from and gives to.</summary>
    public ImmutableArray<TimedStream> Ends { get; }

    /// <summary>Finds as many cycles as follow from those that are known.</summary>
    /// <returns>Whether there were any.</returns>
    public abstract bool Advance();
}
