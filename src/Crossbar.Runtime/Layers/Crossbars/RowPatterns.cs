namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// Voltages of word lines that are solved together, and the reads that they belong to. A pattern that comes again is solved once: of rows that are on or off
/// there are few, and where pictures are blank it is the same everywhere. What a read gives does not depend on the others: each pattern's currents are its own.
/// </summary>
internal ref struct RowPatterns
{
    /// <summary>Patterns that are solved together at most: a few vectors' worth.</summary>
    public const int Capacity = 64;

    /// <summary>Parts of reads that may stand for them.</summary>
    public const int MaxParts = 4 * Capacity;

    private readonly int _rows;
    private readonly Span<double> _voltages;
    private readonly Span<int> _hashes;
    private readonly Span<Part> _parts;
    private int _count;
    private int _partCount;

    /// <summary>An empty set.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="voltages">Memory, [n, M], n being the most that are solved together.</param>
    /// <param name="hashes">Memory of as many, at least <see cref="Capacity"/>.</param>
    /// <param name="parts">Memory.</param>
    public RowPatterns(int rows, Span<double> voltages, Span<int> hashes, Span<Part> parts)
    {
        _rows = rows;
        _voltages = voltages;
        _hashes = hashes[..(voltages.Length / rows)];
        _parts = parts;
    }

    /// <summary>What is to be solved, [count, M], in volt.</summary>
    public readonly ReadOnlySpan<double> Voltages => _voltages[..(_count * _rows)];

    /// <summary>How many patterns there are.</summary>
    public readonly int Count => _count;

    /// <summary>Which reads they are parts of.</summary>
    public readonly ReadOnlySpan<Part> Parts => _parts[.._partCount];

    /// <summary>Whether what is here must be solved before more can come.</summary>
    public readonly bool IsFull => _count == _hashes.Length || _partCount == _parts.Length;

    /// <summary>Where the next pattern is to be written, [M], in volt.</summary>
    public readonly Span<double> Next => _voltages.Slice(_count * _rows, _rows);

    /// <summary>Adds what <see cref="Next"/> holds.</summary>
    /// <param name="read">The read that it belongs to.</param>
    /// <param name="share">How much of the read it lasts.</param>
    public void Add(int read, double share)
    {
        var pattern = Next;
        var hash = 0;
        foreach (var voltage in pattern)
            hash = (hash * 31) + voltage.GetHashCode();
        var slot = 0;
        while (slot < _count && !(_hashes[slot] == hash && _voltages.Slice(slot * _rows, _rows).SequenceEqual(pattern)))
            slot++;
        if (slot == _count)
            _hashes[_count++] = hash;
        _parts[_partCount++] = new Part(read, slot, share);
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => (_count, _partCount) = (0, 0);

    /// <summary>A part of a read.</summary>
    /// <param name="Read">Which read.</param>
    /// <param name="Pattern">Which pattern of rows.</param>
    /// <param name="Share">How much of the read it lasts.</param>
    internal readonly record struct Part(int Read, int Pattern, double Share);
}
