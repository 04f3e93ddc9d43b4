namespace Crossbar.Runtime.Vectors;

/// <summary>Where the lines of a rectangle lie in memory that they are copied from and to.</summary>
/// <param name="Count">Number of lines.</param>
/// <param name="Length">Length of a line.</param>
/// <param name="SourceDistance">Distance of the lines that are read.</param>
/// <param name="DestinationDistance">Distance of the lines that are written.</param>
internal readonly record struct LineCopy(int Count, int Length, int SourceDistance, int DestinationDistance)
{
    /// <summary>Makes sure that the lines lie in memory of given lengths.</summary>
    /// <param name="source">Length of the memory that is read.</param>
    /// <param name="destination">Length of the memory that is written.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not.</exception>
    public void Check(int source, int destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(((Count - 1) * SourceDistance) + Length, source, nameof(source));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(((Count - 1) * DestinationDistance) + Length, destination, nameof(destination));
    }

    /// <summary>Copies the lines.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="destination">What is written.</param>
    public void Copy(ReadOnlySpan<float> source, Span<float> destination)
    {
        for (var line = 0; line < Count; line++)
            source.Slice(line * SourceDistance, Length).CopyTo(destination[(line * DestinationDistance)..]);
    }
}
