using System.Runtime.InteropServices;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// What cells whose conductance fluctuates from read to read add to a column's current: the sum of many independent fluctuations,
/// normal with the variance σ²·Σ V_i² for each bit line that the ADC sees. Attenuation by the wires is left out, which errs on the
/// side of more noise.
/// </summary>
/// <param name="amperePerCode">σ times the voltage of one DAC code, in ampere.</param>
/// <param name="seed">Seed of the chip.</param>
/// <param name="layer">The layer's position in the network.</param>
internal sealed class ReadNoise(double amperePerCode, int seed, int layer)
{
    // Keeps read noise apart from what else the seed decides.
    private const int Stream = 0x0E1D;

    /// <summary>Adds noise to what was read.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="inputs">DAC codes of its rows, [RowCount, width].</param>
    /// <param name="products">ADC codes before rounding, [outputs, width].</param>
    /// <param name="width">Number of positions.</param>
    public void Add(PreparedTile tile, ReadOnlySpan<float> inputs, Span<float> products, int width)
    {
        // The inputs are the stream: which image is read by which thread does not matter.
        var random = RandomSequence.For(seed ^ Stream ^ tile.Tile.FirstRow, layer, Fingerprint(inputs) ^ tile.Tile.FirstOutput);
        var lines = tile.Tile.Subtraction == CurrentSubtraction.None ? 1 : 2;
        for (var p = 0; p < width; p++)
        {
            double squares = 0;
            for (var i = p; i < inputs.Length; i += width)
                squares += (double)inputs[i] * inputs[i];
            var sigma = amperePerCode * Math.Sqrt(lines * squares);
            for (var j = 0; j < tile.Tile.OutputCount; j++)
                products[(j * width) + p] += (float)(sigma * tile.CodesPerAmpere(j) * random.NextNormal());
        }
    }

    // FNV-1a over the words of the codes.
    private static int Fingerprint(ReadOnlySpan<float> inputs)
    {
        var hash = 2166136261u;
        foreach (var word in MemoryMarshal.Cast<float, uint>(inputs))
            hash = (hash ^ word) * 16777619u;
        return (int)hash;
    }
}
