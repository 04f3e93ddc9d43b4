namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>A stream between two elements of a pipeline: in which cycle each of its beats is first valid, and in which it is taken.</summary>
internal sealed class TimedStream
{
    private readonly List<long> _offers = [];
    private readonly List<long> _takes = [];

    /// <summary>The element that gives beats.</summary>
    public StreamElement? Producer { get; set; }

    /// <summary>The element that takes them.</summary>
    public StreamElement? Consumer { get; set; }

    /// <summary>Of how many beats it is known when they are valid.</summary>
    public int Offered => _offers.Count;

    /// <summary>Of how many beats it is known when they are taken.</summary>
    public int Taken => _takes.Count;

    /// <summary>The first cycle in which a beat is valid.</summary>
    public long OfferOf(int beat) => _offers[beat];

    /// <summary>The cycle in which a beat is taken.</summary>
    public long TakeOf(int beat) => _takes[beat];

    /// <summary>The cycle after the one in which a beat is taken; 0 where there is no such beat.</summary>
    public long After(int beat) => beat < 0 ? 0 : _takes[beat] + 1;

    /// <summary>The next beat becomes valid: not before the one before has gone.</summary>
    public void Offer(long cycle) => _offers.Add(cycle);

    /// <summary>The next beat is taken.</summary>
    public void Take(long cycle) => _takes.Add(cycle);
}
