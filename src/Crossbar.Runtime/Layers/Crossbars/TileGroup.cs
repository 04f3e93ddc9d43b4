using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>Tiles of a layer whose DACs have the same range: an image is laid out once for all of them.</summary>
/// <param name="windows">How windows are multiplied.</param>
/// <param name="dac">Their DACs.</param>
/// <param name="tiles">The tiles, in the order in which they add their shares to the layer's output.</param>
/// <param name="noise">What their cells' fluctuations add to the currents; null for nothing.</param>
internal sealed class TileGroup(WindowProducts windows, Dac dac, PreparedTile[] tiles, ReadNoise? noise)
{
    /// <summary>Length of the memory that noise needs.</summary>
    public int NoiseLength => noise?.ScratchLength ?? 0;

    /// <summary>Makes a group of a layer's prepared tiles.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tiles">The tiles, all of one range.</param>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    public static TileGroup Of(CrossbarConvolution layer, PreparedTile[] tiles, WindowProducts windows, LayerContext context)
    {
        var dac = tiles[0].Dac;
        var imageLength = layer.Unrolling(context.InputShapes[0]).Input.Length;
        return new TileGroup(windows, dac, tiles, tiles.Any(tile => !tile.Noise.IsEmpty)
            ? new ReadNoise(windows, tiles, imageLength, dac.VoltPerCode, ReadNoise.SeedOf(context.Options.Seed, tiles[0].Pulse)) : null);
    }

    /// <summary>Lays an image out for <see cref="Read"/>.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="workspace">Receives it.</param>
    /// <param name="noiseScratch">Memory of <see cref="NoiseLength"/>.</param>
    /// <returns>The stream of the image's noise.</returns>
    public int LayOut(ReadOnlySpan<float> image, Span<float> workspace, Span<float> noiseScratch)
    {
        windows.LayOut(image, dac, (float)dac.ZeroCode, workspace);
        return noise?.LayOut(image, dac, noiseScratch) ?? 0;
    }

    /// <summary>Reads all tiles for one block of positions and adds their shares to the layer's output.</summary>
    /// <param name="block">The block.</param>
    /// <param name="workspace">The image.</param>
    /// <param name="stream">What <see cref="LayOut"/> gave.</param>
    /// <param name="noiseScratch">What it left there.</param>
    /// <param name="products">Memory for a tile's products.</param>
    /// <param name="sums">The layer's output at the block's positions, [outputs, positions].</param>
    public void Read(int block, Span<float> workspace, int stream, Span<float> noiseScratch, Span<float> products, Span<float> sums)
    {
        for (var t = 0; t < tiles.Length; t++)
        {
            if (noise is null)
            {
                tiles[t].ReadAndDecode(workspace, block, windows.BlockWidth, products, sums);
                continue;
            }

            tiles[t].Read(workspace, block, products);
            noise.Add(t, stream, block, noiseScratch, products);
            tiles[t].Decode(products, windows.BlockWidth, sums);
        }
    }

    /// <summary>Reads all tiles for the only position of several images, without noise: every weight is then used once per image, and they share the reading of it.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="workspaces">Memory to lay each of them out.</param>
    /// <param name="products">Memory for a tile's products with each of them.</param>
    /// <param name="sums">The layer's output of each of them.</param>
    public void ReadImages(in BatchBuffers batch, Span<float> workspaces, Span<float> products, Span<float> sums)
    {
        var (workspace, product, sum) = (workspaces.Length / batch.Count, products.Length / batch.Count, sums.Length / batch.Count);
        for (var image = 0; image < batch.Count; image++)
            LayOut(batch[image].Input(0), workspaces.Slice(image * workspace, workspace), []);
        foreach (var tile in tiles)
        {
            tile.ReadImages(workspaces, workspace, batch.Count, 0, products, product);
            for (var image = 0; image < batch.Count; image++)
                tile.Decode(products.Slice(image * product, product), 1, sums.Slice(image * sum, sum));
        }
    }
}
