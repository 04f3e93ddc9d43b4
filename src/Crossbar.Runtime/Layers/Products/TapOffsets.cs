namespace Crossbar.Runtime.Layers.Products;

/// <summary>Where a window's taps lie in a laid-out image, relative to the window's beginning: one offset a row of a matrix.</summary>
internal sealed class TapOffsets
{
    private readonly int[] _offsets;

    /// <summary>Takes the offsets.</summary>
    /// <param name="offsets">One per row, none negative.</param>
    public TapOffsets(ReadOnlySpan<int> offsets)
    {
        _offsets = offsets.ToArray();
        foreach (var offset in offsets)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset, nameof(offsets));
            Highest = Math.Max(Highest, offset);
        }
    }

    /// <summary>The offsets.</summary>
    public ReadOnlySpan<int> Span => _offsets;

    /// <summary>The greatest offset.</summary>
    public int Highest { get; }
}
