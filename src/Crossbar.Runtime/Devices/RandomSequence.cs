namespace Crossbar.Runtime.Devices;

/// <summary>
/// Seeded random numbers that belong to a place on the chip, not to the order in which threads ask for them (SplitMix64).
/// </summary>
/// <param name="state">Where the stream begins.</param>
[method: CLSCompliant(false)]
public struct RandomSequence(ulong state)
{
    private ulong _state = state;

    /// <summary>The stream of one array of one layer of the chip <paramref name="seed"/>.</summary>
    public static RandomSequence For(int seed, int layer, int array)
    {
        var stream = new RandomSequence((uint)seed);
        stream._state = stream.Next() ^ ((ulong)(uint)layer << 32 | (uint)array);
        stream._state = stream.Next();
        return stream;
    }

    /// <summary>The stream of one of several parts of what this stream belongs to.</summary>
    /// <param name="part">Its number.</param>
    public readonly RandomSequence Part(int part)
    {
        var stream = this;
        stream._state = stream.Next() ^ (uint)part;
        stream._state = stream.Next();
        return stream;
    }

    /// <summary>A number uniform in (0, 1).</summary>
    public double NextUniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>A whole number uniform in [0, <paramref name="bound"/>).</summary>
    public int NextBelow(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    /// <summary>A standard normal number (Box and Muller's cosine branch).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(NextUniform()));
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }

    /// <summary>Sixty-four random bits.</summary>
    internal ulong NextBits() => Next();

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
