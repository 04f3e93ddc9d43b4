using System.Runtime.InteropServices;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// What the cells of a tile, whose conductance fluctuates from read to read, add to a column's current: the sum of many independent
/// fluctuations, normal with the variance σ²·Σ V_i² for each bit line that the ADC sees. Attenuation by the wires is left out, which
/// errs on the side of more noise.
/// </summary>
internal sealed class ReadNoise
{
    // Keeps read noise apart from what else the seed decides.
    private const int Salt = 0x0E1D;

    private readonly CrossbarTile _tile;
    private readonly PackedMatrix _ones;
    private readonly double[] _deviations;
    private readonly int _seed;

    /// <summary>Prepares the noise of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="amperePerCode">σ times the voltage of one DAC code, in ampere.</param>
    /// <param name="seed">Seed of the chip.</param>
    public ReadNoise(PreparedTile tile, double amperePerCode, int seed)
    {
        _tile = tile.Tile;
        _seed = seed;
        _ones = new PackedMatrix(_tile.RowCount, 1, (_, _) => 1);
        var lines = _tile.Subtraction == CurrentSubtraction.None ? 1 : 2;
        _deviations = new double[_tile.OutputCount];
        for (var j = 0; j < _deviations.Length; j++)
            _deviations[j] = amperePerCode * Math.Sqrt(lines) * tile.CodesPerAmpere(j);
    }

    /// <summary>Room that one block's powers need.</summary>
    public int PowerLength(WindowProducts windows) => windows.ProductLength(_ones);

    /// <summary>Lays out the squares of an image's codes.</summary>
    /// <param name="codes">The image's DAC codes.</param>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="inputs">The codes as <paramref name="windows"/> laid them out.</param>
    /// <param name="squares">Receives their squares.</param>
    /// <returns>A number of the image: its noise is its own, whichever thread reads it.</returns>
    public static int LayOut(ReadOnlySpan<float> codes, WindowProducts windows, ReadOnlySpan<float> inputs, Span<float> squares)
    {
        for (var k = 0; k < windows.InputLength; k++)
            squares[k] = inputs[k] * inputs[k];
        return ImageNumber(codes);
    }

    /// <summary>The number of an image, to seed its noise with: FNV-1a over the words of its DAC codes.</summary>
    public static int ImageNumber(ReadOnlySpan<float> codes)
    {
        var hash = 2166136261u;
        foreach (var word in MemoryMarshal.Cast<float, uint>(codes))
            hash = (hash ^ word) * 16777619u;
        return (int)hash;
    }

    /// <summary>The random numbers of one read, or block of reads, of a tile.</summary>
    public static RandomSequence Stream(CrossbarTile tile, int seed, int image, int read) =>
        RandomSequence.For(seed ^ Salt ^ image, (tile.Group << 16) ^ tile.FirstRow, (tile.FirstOutput << 12) ^ read);

    /// <summary>Adds noise to what was read of one block.</summary>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="squares">What <see cref="LayOut"/> laid out, and room for <see cref="PowerLength"/> behind it.</param>
    /// <param name="stream">The number of the image.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">ADC codes before rounding, [outputs, block width].</param>
    public void Add(WindowProducts windows, Span<float> squares, int stream, int block, Span<float> products)
    {
        var powers = squares[windows.InputLength..];
        windows.Multiply(_ones, squares[..windows.InputLength], _tile.Group, _tile.FirstRow, block, powers);
        var random = Stream(_tile, _seed, stream, block);
        var width = windows.BlockWidth;
        for (var p = 0; p < width; p++)
        {
            var amplitude = Math.Sqrt(powers[p]);
            for (var j = 0; j < _deviations.Length; j++)
                products[(j * width) + p] += (float)(_deviations[j] * amplitude * random.NextNormal());
        }
    }
}
