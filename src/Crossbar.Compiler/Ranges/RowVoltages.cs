using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Ranges;

/// <summary>What a layer's DACs put on the word lines for the calibration data: what nonlinear cells, whose gain depends on it, are converted for.</summary>
/// <param name="Dacs">The DACs of each array; those of arrays on the same rows are alike.</param>
/// <param name="Codes">Their codes, row-major [rows, Count].</param>
/// <param name="Count">Number of windows.</param>
public sealed record RowVoltages(ImmutableArray<Dac> Dacs, float[] Codes, int Count)
{
    /// <summary>
    /// What rows are driven with, in codes, [rows, Count]: <see cref="Codes"/>, or what DACs as they were built make of them (<see cref="RowDrivers.Level"/>).
    /// </summary>
    public float[] Levels { get; init; } = Codes;

    /// <summary>The DACs as they were built; null where they are as designed.</summary>
    public RowDrivers? Drivers { get; init; }

    /// <summary>Volts of one code, the same whichever range a DAC has.</summary>
    public double VoltPerCode => Dacs[0].VoltPerCode;

    /// <summary>Voltages of a sample: of many pulses, those of one or another at each window.</summary>
    /// <param name="arrays">The rows of each of a layer's arrays.</param>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="converters">Resolution of the DACs and how their ranges are chosen.</param>
    /// <param name="hardware">The chip.</param>
    public static RowVoltages Of(ImmutableArray<RowBlock> arrays, LayerSamples samples, ConverterOptions converters, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(converters);
        ArgumentNullException.ThrowIfNull(hardware);
        var ranges = InputRange.OfArrays(arrays, samples, converters);
        var pulses = Enumerable.Range(0, hardware.PulsesOf(converters.DacBits)).Select(pulse => Of(arrays, samples, ranges, converters.DacBits, hardware, pulse)).ToArray();
        // The windows take the pulses in turns.
        var codes = pulses[0].Codes;
        for (var k = 0; pulses.Length > 1 && k < codes.Length; k++)
            codes[k] = pulses[k % samples.Count % pulses.Length].Codes[k];
        return pulses[0];
    }

    /// <summary>What DACs put on the word lines for a sample.</summary>
    /// <param name="arrays">The rows of each of a layer's arrays.</param>
    /// <param name="samples">What the layer sees.</param>
    /// <param name="ranges">The range of each array's DACs; the same for arrays on the same rows.</param>
    /// <param name="bits">Resolution of the DACs, 0 for ideal converters.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="pulse">Which of the pulses that tell the activations.</param>
    /// <param name="drivers">The DACs as the chip was built with them; null where they are as designed.</param>
    public static RowVoltages Of(
        ImmutableArray<RowBlock> arrays, LayerSamples samples, ImmutableArray<ConverterRange> ranges, int bits, HardwareDesign hardware, int pulse, RowDrivers? drivers = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(hardware);
        var dacs = ranges.Select(range => Dac.Of(range, bits, hardware, pulse)).ToImmutableArray();
        var codes = new float[samples.Windows.Length];
        for (var t = 0; t < dacs.Length; t++)
        {
            // Arrays on the same rows follow one another.
            if (t == 0 || arrays[t].First != arrays[t - 1].First)
                dacs[t].Convert(samples.Of(arrays[t]), codes.AsSpan(arrays[t].First * samples.Count, arrays[t].Count * samples.Count));
        }

        if (drivers is null)
            return new RowVoltages(dacs, codes, samples.Count);
        var levels = new float[codes.Length];
        for (var k = 0; k < levels.Length; k++)
            levels[k] = (float)drivers.Level(k / samples.Count, codes[k]);
        return new RowVoltages(dacs, codes, samples.Count) { Levels = levels, Drivers = drivers };
    }

    /// <summary>Voltages of an array's word lines as they lie on the wires.</summary>
    /// <param name="rows">The layer's rows that they stand for.</param>
    /// <param name="layout">The order in which they lie.</param>
    /// <param name="first">The first window.</param>
    /// <param name="count">How many windows.</param>
    /// <param name="stride">Distance of one window from the next.</param>
    /// <returns>[count, M], in volt.</returns>
    public double[] OnWordLines(RowBlock rows, ArrayLayout layout, int first, int count, int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var volts = new double[count * rows.Count];
        for (var wordLine = 0; wordLine < rows.Count; wordLine++)
        {
            var row = rows.First + layout.InputOf(wordLine);
            for (var n = 0; n < count; n++)
                volts[(n * rows.Count) + wordLine] = Levels[(row * Count) + first + (n * stride)] * VoltPerCode;
        }

        return volts;
    }
}
