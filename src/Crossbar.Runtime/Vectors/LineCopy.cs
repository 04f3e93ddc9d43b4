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
    /// <param name="destination">What is written; not the same memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lines do not lie there.</exception>
    public unsafe void Copy(ReadOnlySpan<float> source, Span<float> destination)
    {
        Check(source.Length, destination.Length);
        // The loops end each line with a whole register.
        if (Length <= 0)
            return;
        fixed (float* from = source, to = destination)
        {
            if (Lanes512.IsSupported && Length >= Lanes512.Count)
                Copy<Lanes512>(from, to);
            else if (Lanes256.IsSupported && Length >= Lanes256.Count)
                Copy<Lanes256>(from, to);
            else if (Lanes128.IsSupported && Length >= Lanes128.Count)
                Copy<Lanes128>(from, to);
            else
                Copy<LanesScalar>(from, to);
        }
    }

    // Lines are as short as a register or two: a call for each would take longer than to copy it. What is left over of whole registers is copied
    // once more from the line's end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Copy<T>(float* from, float* to)
        where T : struct, ILanes<T>
    {
        var last = Length - T.Count;
        for (var line = 0; line < Count; line++, from += SourceDistance, to += DestinationDistance)
        {
            for (var k = 0; k < last; k += T.Count)
                T.Store(T.Load(from + k), to + k);
            T.Store(T.Load(from + last), to + last);
        }
    }
}
