using System.Collections.Immutable;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>What a layer's DACs put on the word lines for the calibration data: what nonlinear cells, whose gain depends on it, are converted for.</summary>
/// <param name="Dacs">The DACs of each tile; those of tiles on the same rows are alike.</param>
/// <param name="Codes">Their codes, row-major [rows, Count].</param>
/// <param name="Count">Number of windows.</param>
public sealed record RowVoltages(ImmutableArray<Dac> Dacs, float[] Codes, int Count)
{
    /// <summary>Volts of one code, the same whichever range a DAC has.</summary>
    public double VoltPerCode => Dacs[0].VoltPerCode;

    /// <summary>The voltages of a sample.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="samples">What it sees.</param>
    /// <param name="converters">Resolution of the DACs and how their ranges are chosen.</param>
    /// <param name="hardware">The chip.</param>
    public static RowVoltages Of(MappedLayer layer, LayerSamples samples, ConverterOptions converters, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(converters);
        return Of(layer, samples, InputRange.OfTiles(layer, samples, converters), converters.DacBits, hardware);
    }

    /// <summary>What DACs put on the word lines for a sample.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="samples">What it sees.</param>
    /// <param name="ranges">The range of each tile's DACs; the same for tiles on the same rows.</param>
    /// <param name="bits">Resolution of the DACs, 0 for ideal converters.</param>
    /// <param name="hardware">The chip: before nonlinear cells ideal DACs clamp too.</param>
    public static RowVoltages Of(MappedLayer layer, LayerSamples samples, ImmutableArray<ConverterRange> ranges, int bits, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(hardware);
        var dacs = ranges.Select(range => new Dac(range, bits, hardware.InputVoltage)).ToImmutableArray();
        var codes = new float[samples.Windows.Length];
        for (var t = 0; t < dacs.Length; t++)
        {
            var first = layer.FirstRowOf(layer.Tiles[t]) * samples.Count;
            var length = layer.Tiles[t].RowCount * samples.Count;
            // Tiles on the same rows follow one another.
            if (t == 0 || first != layer.FirstRowOf(layer.Tiles[t - 1]) * samples.Count)
                dacs[t].Convert(samples.Windows.AsSpan(first, length), codes.AsSpan(first, length));
        }

        for (var k = 0; hardware.Nonlinearity > 0 && k < codes.Length; k++)
            codes[k] = Math.Clamp(codes[k], 0, dacs[0].MaxCode);
        return new RowVoltages(dacs, codes, samples.Count);
    }

    /// <summary>Voltages of a tile's word lines as they lie on the wires.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="kernelLength">Length of one group's unrolled kernel.</param>
    /// <param name="first">The first window.</param>
    /// <param name="count">How many windows.</param>
    /// <param name="stride">Distance of one window from the next.</param>
    /// <returns>[count, M], in volt.</returns>
    public double[] OnWordLines(MappedTile tile, int kernelLength, int first, int count, int stride = 1)
    {
        var volts = new double[count * tile.RowCount];
        for (var wordLine = 0; wordLine < tile.RowCount; wordLine++)
        {
            var row = (tile.Group * kernelLength) + tile.FirstRow + tile.Layout.InputOf(wordLine);
            for (var n = 0; n < count; n++)
                volts[(n * tile.RowCount) + wordLine] = Codes[(row * Count) + first + (n * stride)] * VoltPerCode;
        }

        return volts;
    }
}
