using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// What conversions add anew: normal, independent, of the image, the place and the chip alone, so that the same image reads the same again. A row's is that
/// of its DAC, and the same in all arrays that it goes to.
/// </summary>
/// <param name="tile">The tile.</param>
/// <param name="seed">The chip's seed.</param>
/// <param name="drivers">The layer's DACs; null where they are as designed.</param>
internal sealed class ConverterNoise(CrossbarTile tile, int seed, RowDrivers? drivers)
{
    // Keep it apart from what else the seed decides, read noise among it, and both kinds from each other.
    private const int DacSalt = 0x5D0A;
    private const int AdcSalt = 0x5A0D;

    private readonly ArrayLayout _layout = tile.Layout;
    private readonly double _dacSigma = drivers?.NoiseSigma ?? 0;

    /// <summary>Whether DACs add some.</summary>
    public bool HasDacs => _dacSigma > 0;

    /// <summary>Adds it to what is on the word lines in one read.</summary>
    /// <param name="voltPerCode">Volts of a code.</param>
    /// <param name="image">The number of the image and pulse.</param>
    /// <param name="position">The window.</param>
    /// <param name="voltages">As they lie on the wires, [M], in volt.</param>
    public void AddToRows(double voltPerCode, int image, int position, Span<double> voltages)
    {
        Span<float> numbers = stackalloc float[voltages.Length];
        NormalNumbers.Fill(RandomSequence.For(seed ^ DacSalt ^ image, (tile.Group << 16) ^ tile.FirstRow, position), numbers);
        for (var wordLine = 0; wordLine < voltages.Length; wordLine++)
            voltages[wordLine] += _dacSigma * voltPerCode * numbers[_layout.InputOf(wordLine)];
    }

    /// <summary>Adds it to what the ADCs see of one read.</summary>
    /// <param name="read">The read, whose ADCs they are.</param>
    /// <param name="image">The number of the image and pulse.</param>
    /// <param name="position">The window.</param>
    /// <param name="currents">[N], in ampere.</param>
    public void AddToColumns(ArrayRead read, int image, int position, Span<double> currents)
    {
        if (read.AdcNoise(0) == 0)
            return;
        Span<float> numbers = stackalloc float[currents.Length];
        NormalNumbers.Fill(RandomSequence.For(seed ^ AdcSalt ^ image, (tile.Group << 16) ^ tile.FirstRow, position).Part(tile.FirstOutput), numbers);
        for (var j = 0; j < currents.Length; j++)
            currents[j] += read.AdcNoise(j) * numbers[j];
    }
}
