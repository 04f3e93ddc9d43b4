using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// Cuts a layer's output into blocks: bands of one or more lines, each cut into segments of eight columns; a block is two or four
/// neighbouring segments. Its positions are in the order line of the band, segment, column.
/// </summary>
internal static class BlockPlan
{
    /// <summary>Where the segments of all blocks begin in the laid-out image; those that fill up the last block repeat its last one.</summary>
    /// <param name="bands">Number of bands.</param>
    /// <param name="segmentsPerLine">Segments of a line.</param>
    /// <param name="bandDistance">Distance of the bands' first lines in the image.</param>
    /// <param name="segmentsPerBlock">2 or 4.</param>
    public static BlockSegments[] Segments(int bands, int segmentsPerLine, int bandDistance, int segmentsPerBlock)
    {
        var count = bands * segmentsPerLine;
        var blocks = new BlockSegments[(count + segmentsPerBlock - 1) / segmentsPerBlock];
        Span<int> starts = stackalloc int[segmentsPerBlock];
        for (var block = 0; block < blocks.Length; block++)
        {
            for (var s = 0; s < segmentsPerBlock; s++)
            {
                var (band, segment) = Math.DivRem(Math.Min((block * segmentsPerBlock) + s, count - 1), segmentsPerLine);
                starts[s] = (band * bandDistance) + (segment * PackedMatrix.SegmentWidth);
            }

            blocks[block] = BlockSegments.Of(starts);
        }

        return blocks;
    }

    /// <summary>Where the positions of all blocks lie in the output; those beyond it belong to no run.</summary>
    /// <param name="height">Lines of the output.</param>
    /// <param name="width">Length of a line of the output.</param>
    /// <param name="segmentsPerLine">Segments of a line.</param>
    /// <param name="bandHeight">Lines of a band.</param>
    /// <param name="segmentsPerBlock">2 or 4.</param>
    public static OutputRun[][] Runs(int height, int width, int segmentsPerLine, int bandHeight, int segmentsPerBlock)
    {
        var count = (height + bandHeight - 1) / bandHeight * segmentsPerLine;
        var blocks = new OutputRun[(count + segmentsPerBlock - 1) / segmentsPerBlock][];
        for (var block = 0; block < blocks.Length; block++)
        {
            var runs = new List<OutputRun>();
            for (var line = 0; line < bandHeight; line++)
            {
                for (var s = 0; s < segmentsPerBlock; s++)
                {
                    var (band, segment) = Math.DivRem((block * segmentsPerBlock) + s, segmentsPerLine);
                    var y = (band * bandHeight) + line;
                    var x = segment * PackedMatrix.SegmentWidth;
                    if (y < height)
                        Append(runs, new OutputRun(((line * segmentsPerBlock) + s) * PackedMatrix.SegmentWidth, (y * width) + x, Math.Min(PackedMatrix.SegmentWidth, width - x)));
                }
            }

            blocks[block] = [.. runs];
        }

        return blocks;
    }

    /// <summary>The blocks of positions that are all neighbours, whatever the lines; the last ends with the last position where there are as many as a block's.</summary>
    /// <param name="positions">Number of positions.</param>
    /// <param name="blockWidth">Positions of a block: 16 or 32.</param>
    public static BlockSegments[] JoinedSegments(int positions, int blockWidth)
    {
        var blocks = new BlockSegments[(positions + blockWidth - 1) / blockWidth];
        Span<int> starts = stackalloc int[blockWidth / PackedMatrix.SegmentWidth];
        for (var block = 0; block < blocks.Length; block++)
        {
            for (var s = 0; s < starts.Length; s++)
                starts[s] = JoinedStart(positions, blockWidth, block) + (s * PackedMatrix.SegmentWidth);
            blocks[block] = BlockSegments.Of(starts);
        }

        return blocks;
    }

    /// <summary>Where the positions of such blocks lie in the output; those between lines, and those that the block before has too, belong to no run.</summary>
    /// <param name="height">Lines of the output.</param>
    /// <param name="width">Length of a line of the output.</param>
    /// <param name="lineDistance">Positions from the beginning of a line to that of the next.</param>
    /// <param name="blockWidth">Positions of a block: 16 or 32.</param>
    public static OutputRun[][] JoinedRuns(int height, int width, int lineDistance, int blockWidth)
    {
        var positions = ((height - 1) * lineDistance) + width;
        var blocks = new OutputRun[(positions + blockWidth - 1) / blockWidth][];
        for (var block = 0; block < blocks.Length; block++)
        {
            var runs = new List<OutputRun>();
            var start = JoinedStart(positions, blockWidth, block);
            for (var position = block * blockWidth; position < Math.Min(positions, (block + 1) * blockWidth); position++)
            {
                var (y, x) = Math.DivRem(position, lineDistance);
                if (x < width)
                    Append(runs, new OutputRun(position - start, (y * width) + x, 1));
            }

            blocks[block] = [.. runs];
        }

        return blocks;
    }

    private static int JoinedStart(int positions, int blockWidth, int block) => Math.Min(block * blockWidth, Math.Max(0, positions - blockWidth));

    private static void Append(List<OutputRun> runs, OutputRun run)
    {
        if (runs.Count > 0 && runs[^1] is var last && last.Lane + last.Count == run.Lane && last.Position + last.Count == run.Position)
            runs[^1] = last with { Count = last.Count + run.Count };
        else
            runs.Add(run);
    }
}
