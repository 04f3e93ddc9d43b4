namespace Crossbar.Runtime.Layers.Products;

/// <summary>Where the segments of a block of window positions begin in a padded image: two or four of eight positions.</summary>
/// <param name="First">The first segment.</param>
/// <param name="Second">The second.</param>
/// <param name="Third">The third; the first again where there are two.</param>
/// <param name="Fourth">The fourth; the second again where there are two.</param>
/// <param name="Count">2 or 4.</param>
internal readonly record struct BlockSegments(int First, int Second, int Third, int Fourth, int Count)
{
    /// <summary>Number of positions.</summary>
    public int Width => Count * PackedMatrix.SegmentWidth;

    /// <summary>Whether the first and second, and the third and fourth, are neighbours in memory.</summary>
    public bool AreJoined => Second == First + PackedMatrix.SegmentWidth && Fourth == Third + PackedMatrix.SegmentWidth;

    /// <summary>The segment that lies farthest back.</summary>
    public int Highest => Math.Max(Math.Max(First, Second), Math.Max(Third, Fourth));

    /// <summary>Takes the segments of one block.</summary>
    /// <param name="starts">Where they begin: two or four.</param>
    public static BlockSegments Of(ReadOnlySpan<int> starts) =>
        starts.Length == 2 ? new(starts[0], starts[1], starts[0], starts[1], 2) : new(starts[0], starts[1], starts[2], starts[3], 4);
}
