using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers;

/// <summary>
/// Cuts a layer's window positions into blocks for <see cref="PackedMatrix"/>: many positions side by side where an image has
/// many, one at a time where it has few (dense layers). The choice depends on the layer's shape alone, so that results do not
/// depend on the batch.
/// </summary>
/// <param name="gather">Where the windows lie.</param>
/// <param name="channels">Input channels of one group.</param>
/// <param name="kernelLength">Taps of one unrolled window, K.</param>
internal sealed class WindowBlocks(WindowGather gather, int channels, int kernelLength)
{
    private readonly int[] _taps = [.. Enumerable.Range(0, kernelLength).Select(k => k * PackedMatrix.BlockWidth)];

    /// <summary>Number of positions in an image.</summary>
    public int Positions => gather.Positions;

    /// <summary>Number of positions in a block: <see cref="PackedMatrix.BlockWidth"/> or 1.</summary>
    public int Width { get; } = gather.Positions >= PackedMatrix.BlockWidth / 4 ? PackedMatrix.BlockWidth : 1;

    /// <summary>Length of a block's inputs, [K, Width].</summary>
    public int InputLength => kernelLength * Width;

    /// <summary>Gathers one block of a group's windows.</summary>
    /// <returns>How many positions of the block lie inside the image.</returns>
    public int Gather(ReadOnlySpan<float> image, int group, int firstPosition, float padding, Span<float> inputs)
    {
        var count = Math.Min(Width, Positions - firstPosition);
        gather.Gather(image, group * channels, channels, firstPosition, count, padding, inputs, Width);
        return count;
    }

    /// <summary>Products of a block's inputs [rows, Width] with a matrix; writes [PaddedColumns, Width].</summary>
    public void Multiply(PackedMatrix matrix, ReadOnlySpan<float> inputs, Span<float> products)
    {
        if (Width == 1)
            matrix.MultiplyVector(inputs, products);
        else
            matrix.MultiplyBlock(inputs, _taps.AsSpan(0, matrix.Rows), new BlockSegments(0, 8, 16, 24), products);
    }
}
