namespace Crossbar.Runtime.Layers.Products;

/// <summary>Where the four segments of a block of window positions begin in a padded image.</summary>
/// <param name="First">The first segment.</param>
/// <param name="Second">The second.</param>
/// <param name="Third">The third.</param>
/// <param name="Fourth">The fourth.</param>
internal readonly record struct BlockSegments(int First, int Second, int Third, int Fourth)
{
    /// <summary>Whether the first and second, and the third and fourth, are neighbours in memory.</summary>
    public bool AreJoined => Second == First + PackedMatrix.SegmentWidth && Fourth == Third + PackedMatrix.SegmentWidth;

    /// <summary>The segment that lies farthest back.</summary>
    public int Highest => Math.Max(Math.Max(First, Second), Math.Max(Third, Fourth));

    /// <summary>The same segments, farther back.</summary>
    public static BlockSegments operator +(BlockSegments segments, int offset) =>
        new(segments.First + offset, segments.Second + offset, segments.Third + offset, segments.Fourth + offset);
}
