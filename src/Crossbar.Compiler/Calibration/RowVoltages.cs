using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>What a layer's DACs put on the word lines for the calibration data: what nonlinear cells, whose gain depends on it, are converted for.</summary>
/// <param name="Dac">The layer's DACs.</param>
/// <param name="Codes">Their codes, row-major [rows, Count].</param>
/// <param name="Count">Number of windows.</param>
public sealed record RowVoltages(Dac Dac, float[] Codes, int Count)
{
    /// <summary>The voltages of a sample.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="samples">What it sees.</param>
    /// <param name="options">Resolution of the DACs and how their range is chosen.</param>
    /// <param name="hardware">The chip.</param>
    public static RowVoltages Of(MappedLayer layer, LayerSamples samples, CompilerOptions options, HardwareDesign hardware) =>
        Of(samples, new Dac(InputRange.Choose(samples, options), options.DacBits, hardware.InputVoltage), hardware);

    /// <summary>What DACs put on the word lines for a sample.</summary>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="dac">The layer's DACs.</param>
    /// <param name="hardware">The chip: before nonlinear cells ideal DACs clamp too.</param>
    public static RowVoltages Of(LayerSamples samples, Dac dac, HardwareDesign hardware)
    {
        var codes = new float[samples.Windows.Length];
        dac.Convert(samples.Windows, codes);
        for (var k = 0; hardware.Nonlinearity > 0 && k < codes.Length; k++)
            codes[k] = Math.Clamp(codes[k], 0, dac.MaxCode);
        return new RowVoltages(dac, codes, samples.Count);
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
                volts[(n * tile.RowCount) + wordLine] = Codes[(row * Count) + first + (n * stride)] * Dac.VoltPerCode;
        }

        return volts;
    }
}
