namespace Crossbar.Runtime.Converters;

/// <summary>
/// A row's digital-to-analog converter: activations become codes 0..2^b−1, codes become voltages spread evenly over
/// [0, full scale]. Activations round to the nearest code (ties to even) and clamp at the ends. Zero is always exactly a code,
/// so that padding and the offset of negative inputs are exact. With 0 bits the converter is ideal: it does not round, and clamps only where it is
/// bounded, as before nonlinear cells, which grow more conductive with the voltage: there an activation beyond the range would go from layer to
/// layer, each time further beyond.
/// </summary>
public readonly struct Dac
{
    private readonly bool _isBounded;

    /// <summary>Makes a row's converter.</summary>
    /// <param name="range">The activations that the codes cover; must hold 0.</param>
    /// <param name="bits">Resolution, 0 for an ideal converter.</param>
    /// <param name="fullScale">The voltage of the highest code, in volt.</param>
    /// <param name="isBounded">Whether an ideal converter clamps too.</param>
    public Dac(ConverterRange range, int bits, double fullScale, bool isBounded)
    {
        IsIdeal = bits == 0;
        _isBounded = isBounded;
        MaxCode = IsIdeal ? 1 : (1 << bits) - 1;
        Step = range.Width / (double)MaxCode;
        // Never −0, which would make some codes −0 and others not.
        ZeroCode = 0.0 + (IsIdeal ? -range.Minimum / Step : Math.Round(-range.Minimum / Step));
        VoltPerCode = fullScale / MaxCode;
    }

    /// <summary>Makes a row's converter on a chip: ideal ones are bounded before nonlinear cells.</summary>
    /// <param name="range">The activations that the codes cover; must hold 0.</param>
    /// <param name="bits">Resolution, 0 for an ideal converter.</param>
    /// <param name="hardware">The chip.</param>
    public static Dac Of(ConverterRange range, int bits, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        return new Dac(range, bits, hardware.InputVoltage, !hardware.IsLinear);
    }

    /// <summary>Whether it does not round.</summary>
    public bool IsIdeal { get; }

    /// <summary>The highest code.</summary>
    public int MaxCode { get; }

    /// <summary>Activation units of one code.</summary>
    public double Step { get; }

    /// <summary>The code of activation 0.</summary>
    public double ZeroCode { get; }

    /// <summary>Volts of one code.</summary>
    public double VoltPerCode { get; }

    /// <summary>Converts activations to codes.</summary>
    /// <param name="activations">Any number of activations.</param>
    /// <param name="codes">Receives as many codes; may be <paramref name="activations"/>.</param>
    public void Convert(ReadOnlySpan<float> activations, Span<float> codes) =>
        Convert(activations, codes, new LineCopy(1, activations.Length, activations.Length, activations.Length));

    /// <summary>Converts lines of activations to codes.</summary>
    /// <param name="activations">The lines.</param>
    /// <param name="codes">Receives as many codes; may be <paramref name="activations"/>.</param>
    /// <param name="lines">Where the lines lie.</param>
    internal void Convert(ReadOnlySpan<float> activations, Span<float> codes, LineCopy lines)
    {
        var scale = (float)(1 / Step);
        var zero = (float)ZeroCode;
        if (!IsIdeal)
        {
            Rounding.RoundAndClamp(activations, scale, zero, MaxCode, codes, lines);
            return;
        }

        for (var line = 0; line < lines.Count; line++)
        {
            var converted = codes.Slice(line * lines.DestinationDistance, lines.Length);
            Elementwise.ScaleShift(activations.Slice(line * lines.SourceDistance, lines.Length), scale, zero, converted);
            foreach (ref var code in _isBounded ? converted : [])
                code = Math.Clamp(code, 0, MaxCode);
        }
    }
}
