using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// What the cells of a layer's tiles, whose conductance fluctuates from read to read, add to the columns' currents: the sum of many
/// independent fluctuations, normal with the variance Σ σ_i²·V_i² over the devices that the ADC sees. Attenuation by the wires is left out,
/// which errs on the side of more noise.
/// </summary>
internal sealed class ReadNoise
{
    // Keeps read noise apart from what else the seed decides.
    private const int Salt = 0x0E1D;

    private readonly WindowProducts _windows;
    private readonly CrossbarTile[] _tiles;

    // Variances in units of the tile's greatest σ², [M, 1] where all outputs see the same, else [M, N].
    private readonly WindowMatrix[] _variances;
    private readonly bool[] _isUniform;
    private readonly float[][] _deviations;
    private readonly int _imageLength;
    private readonly int _powerLength;
    private readonly int _seed;

    /// <summary>Prepares the noise of tiles.</summary>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="tiles">The tiles, whose DACs share a range.</param>
    /// <param name="imageLength">Length of an image.</param>
    /// <param name="voltPerCode">The voltage of one DAC code, in volt.</param>
    /// <param name="seed">Seed of the chip.</param>
    public ReadNoise(WindowProducts windows, PreparedTile[] tiles, int imageLength, double voltPerCode, int seed)
    {
        _windows = windows;
        _imageLength = imageLength;
        _seed = seed;
        _tiles = Array.ConvertAll(tiles, t => t.Tile);
        _isUniform = Array.ConvertAll(tiles, IsUniform);
        _variances = [.. tiles.Select((tile, k) => Pack(windows, tile, _isUniform[k]))];
        _powerLength = _variances.Max(d => d.PaddedColumns) * windows.BlockWidth;
        _deviations = Array.ConvertAll(tiles, tile =>
        {
            var deviations = new float[tile.Tile.OutputCount];
            for (var j = 0; j < deviations.Length; j++)
                deviations[j] = (float)(tile.NoiseSigma * voltPerCode * tile.CodesPerAmpere(j));
            return deviations;
        });
    }

    /// <summary>Length of the memory that <see cref="LayOut"/> and <see cref="Add"/> need.</summary>
    public int ScratchLength => _imageLength + _windows.WorkspaceLength + _powerLength + (_deviations.Max(d => d.Length) * _windows.BlockWidth);

    /// <summary>Lays out the squares of an image's codes.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="dac">The tiles' DACs.</param>
    /// <param name="scratch">Receives them: <see cref="ScratchLength"/> elements.</param>
    /// <returns>A number of the image: its noise is its own, whichever thread reads it.</returns>
    public int LayOut(ReadOnlySpan<float> image, Dac dac, Span<float> scratch)
    {
        var codes = scratch[.._imageLength];
        dac.Convert(image, codes);
        return LayOutCodes(codes, dac.ZeroCode, scratch);
    }

    /// <summary>Lays out the squares of codes.</summary>
    /// <param name="codes">The image's DAC codes, [C, H, W] flattened; may lie where <paramref name="scratch"/> begins.</param>
    /// <param name="zeroCode">The code of activation 0.</param>
    /// <param name="scratch">Receives their squares: <see cref="ScratchLength"/> elements.</param>
    /// <returns>A number of the image: its noise is its own, whichever thread reads it.</returns>
    public int LayOutCodes(ReadOnlySpan<float> codes, double zeroCode, Span<float> scratch)
    {
        var number = ImageNumber(codes);
        var squares = scratch[.._imageLength];
        for (var k = 0; k < squares.Length; k++)
            squares[k] = codes[k] * codes[k];
        _windows.LayOut(squares, null, (float)(zeroCode * zeroCode), scratch.Slice(_imageLength, _windows.WorkspaceLength));
        return number;
    }

    /// <summary>The number of an image, to seed its noise with: FNV-1a over the words of its DAC codes, in eight lanes.</summary>
    public static int ImageNumber(ReadOnlySpan<float> codes)
    {
        var (basis, prime) = (2166136261u, 16777619u);
        var words = MemoryMarshal.Cast<float, uint>(codes);
        var lanes = Vector256.Create(basis);
        for (; words.Length >= Vector256<uint>.Count; words = words[Vector256<uint>.Count..])
            lanes = (lanes ^ Vector256.Create(words)) * prime;
        var hash = basis;
        for (var lane = 0; lane < Vector256<uint>.Count; lane++)
            hash = (hash ^ lanes[lane]) * prime;
        foreach (var word in words)
            hash = (hash ^ word) * prime;
        return (int)hash;
    }

    /// <summary>The seed of the noise of one pulse: what two pulses send may be the same.</summary>
    public static int SeedOf(int seed, int pulse) => seed ^ (pulse * 0x3C6EF372);

    /// <summary>The random numbers of one read, or block of reads, of a tile.</summary>
    public static RandomSequence Stream(CrossbarTile tile, int seed, int image, int read) =>
        RandomSequence.For(seed ^ Salt ^ image, (tile.Group << 16) ^ tile.FirstRow, (tile.FirstOutput << 12) ^ read);

    /// <summary>Adds noise to what was read of one block.</summary>
    /// <param name="tile">Number of the tile.</param>
    /// <param name="stream">The number of the image.</param>
    /// <param name="block">The block.</param>
    /// <param name="scratch">As <see cref="LayOut"/> left it.</param>
    /// <param name="products">ADC codes before rounding, [outputs, block width].</param>
    public void Add(int tile, int stream, int block, Span<float> scratch, Span<float> products)
    {
        var workspace = scratch.Slice(_imageLength, _windows.WorkspaceLength);
        var rest = scratch[(_imageLength + _windows.WorkspaceLength)..];
        var powers = rest[.._powerLength];
        _variances[tile].Multiply(workspace, block, powers);
        var deviations = _deviations[tile];
        var width = _windows.BlockWidth;
        var numbers = rest.Slice(_powerLength, deviations.Length * width);
        NormalNumbers.Fill(Stream(_tiles[tile], _seed, stream, block), numbers);
        for (var j = 0; j < deviations.Length; j++)
        {
            var power = powers.Slice(_isUniform[tile] ? 0 : j * width, width);
            Elementwise.AddScaledRoots(power, numbers.Slice(j * width, width), deviations[j], products.Slice(j * width, width));
        }
    }

    private static bool IsUniform(PreparedTile tile)
    {
        for (var k = 0; k < tile.Noise.Length; k++)
        {
            if (tile.Noise[k] != tile.Noise[k - (k % tile.Tile.OutputCount)])
                return false;
        }

        return true;
    }

    private static WindowMatrix Pack(WindowProducts windows, PreparedTile tile, bool isUniform)
    {
        var (place, noise) = (tile.Tile, tile.Noise);
        return windows.Pack(
            place.Group, place.FirstRow, place.RowCount, isUniform ? 1 : place.OutputCount, (i, j) => noise.IsEmpty ? 0 : noise[(i * place.OutputCount) + j]);
    }
}
