using System.Numerics;

namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>
/// A stream between two elements of a pipeline: in which cycle each of its beats is first valid, and in which it is taken. It remembers as many beats as its elements look back for, however
/// many go by.
/// </summary>
internal sealed class TimedStream
{
    // A beat is offered once the one before was taken, and an element has places for a few.
    private const int LeastMemory = 16;

    private long[] _offers = new long[LeastMemory];
    private long[] _takes = new long[LeastMemory];

    /// <summary>The element that gives beats.</summary>
    public StreamElement? Producer { get; set; }

    /// <summary>The element that takes them.</summary>
    public StreamElement? Consumer { get; set; }

    /// <summary>Of how many beats it is known when they are valid.</summary>
    public int Offered { get; private set; }

    /// <summary>Of how many beats it is known when they are taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Makes it remember more, before the first beat.</summary>
    /// <param name="beats">How many beats an element looks back for.</param>
    public void Remember(int beats)
    {
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)(beats + LeastMemory));
        if (length > _offers.Length)
            (_offers, _takes) = (new long[length], new long[length]);
    }

    /// <summary>The first cycle in which a beat is valid.</summary>
    public long OfferOf(int beat) => _offers[Place(beat, Offered)];

    /// <summary>The cycle in which a beat is taken.</summary>
    public long TakeOf(int beat) => _takes[Place(beat, Taken)];

    /// <summary>The cycle after the one in which a beat is taken; 0 where there is no such beat.</summary>
    public long After(int beat) => beat < 0 ? 0 : TakeOf(beat) + 1;

    /// <summary>The next beat becomes valid: not before the one before has gone.</summary>
    public void Offer(long cycle) => _offers[Offered++ & (_offers.Length - 1)] = cycle;

    /// <summary>The next beat is taken.</summary>
    public void Take(long cycle) => _takes[Taken++ & (_takes.Length - 1)] = cycle;

    private int Place(int beat, int known) => beat >= 0 && beat < known && known - beat <= _offers.Length
        ? beat & (_offers.Length - 1) : throw new InvalidOperationException($"Beat {beat} of {known} is not known any more, or not yet.");
}
