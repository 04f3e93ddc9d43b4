using Crossbar.Runtime.Layers.Crossbars;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>Tiles of a layer with the same DACs: an image is laid out once for all of them.</summary>
internal sealed class FixedPointTileGroup
{
    private readonly WindowProducts _windows;
    private readonly PreparedTile[] _tiles;
    private readonly FixedPointDecoder[] _decoders;
    private readonly ReadNoise? _noise;

    /// <summary>Lays tiles out.</summary>
    /// <param name="tiles">The tiles.</param>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="imageLength">Length of an image.</param>
    /// <param name="seed">Seed of the chip.</param>
    public FixedPointTileGroup(FixedPointTile[] tiles, WindowProducts windows, int imageLength, int seed)
    {
        (_windows, Dac) = (windows, tiles[0].Dac);
        _tiles = Array.ConvertAll(tiles, tile => new PreparedTile(tile.Effective, windows, tile.Slices));
        _decoders = Array.ConvertAll(tiles, tile => new FixedPointDecoder(tile));
        if (_tiles.Any(tile => !tile.Noise.IsEmpty))
            _noise = new ReadNoise(windows, _tiles, imageLength, tiles[0].Effective.Dac.VoltPerCode, ReadNoise.SeedOf(seed, tiles[0].Effective.Pulse));
    }

    /// <summary>What gives their rows their codes.</summary>
    public FixedPointDac Dac { get; }

    /// <summary>Length of the memory that a tile's products need.</summary>
    public int ProductLength => _tiles.Max(tile => tile.PaddedOutputs) * _windows.BlockWidth;

    /// <summary>Length of the memory that noise needs.</summary>
    public int NoiseLength => _noise?.ScratchLength ?? 0;

    /// <summary>Lays an image out for <see cref="Read"/>.</summary>
    /// <param name="codes">Its DAC codes, [C, H, W] flattened.</param>
    /// <param name="workspace">Receives it.</param>
    /// <param name="noiseScratch">Memory of <see cref="NoiseLength"/>.</param>
    /// <returns>The stream of the image's noise.</returns>
    public int LayOut(ReadOnlySpan<float> codes, Span<float> workspace, Span<float> noiseScratch)
    {
        _windows.LayOut(codes, null, Dac.ZeroCode, workspace);
        return _noise?.LayOutCodes(codes, Dac.ZeroCode, noiseScratch) ?? 0;
    }

    /// <summary>Reads all tiles for one block of positions and adds their shares to the layer's sums.</summary>
    /// <param name="block">The block.</param>
    /// <param name="workspace">The image.</param>
    /// <param name="stream">What <see cref="LayOut"/> gave.</param>
    /// <param name="noiseScratch">What it left there.</param>
    /// <param name="products">Memory for a tile's products.</param>
    /// <param name="sums">The layer's sums at the block's positions, [outputs, positions].</param>
    public void Read(int block, Span<float> workspace, int stream, Span<float> noiseScratch, Span<float> products, Span<double> sums)
    {
        var width = _windows.BlockWidth;
        for (var t = 0; t < _tiles.Length; t++)
        {
            var tile = _tiles[t].Tile;
            _tiles[t].Read(workspace, block, products);
            _noise?.Add(t, stream, block, noiseScratch, products);
            _decoders[t].Decode(products, width, sums.Slice(tile.FirstOutput * width, tile.OutputCount * width));
        }
    }
}
