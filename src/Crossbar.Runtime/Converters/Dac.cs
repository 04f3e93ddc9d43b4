namespace Crossbar.Runtime.Converters;

/// <summary>
/// A row's digital-to-analog converter: activations become codes 0..2^b−1, codes become voltages spread evenly over
/// [0, full scale]. Activations round to the nearest code (ties to even) and clamp at the ends. Zero is always exactly a code,
/// so that padding and the offset of negative inputs are exact. With 0 bits the converter is ideal: it does not round, and clamps only where it is
/// bounded, as before nonlinear cells, which grow more conductive with the voltage: there an activation beyond the range would go from layer to
/// layer, each time further beyond. Where an activation is told in pulses (<see cref="InputEncoding.BitSerial"/>) this is the converter of one of them,
/// and its codes are the digits that this pulse sends.
/// </summary>
public readonly struct Dac
{
    private readonly bool _isBounded;

    // Of the whole codes, of which this one's may be digits.
    private readonly float _codesPerUnit;
    private readonly float _wholeZero;
    private readonly float _wholeMax;

    // What a digit weighs, and how many there are; 0 where codes are sent whole.
    private readonly int _factor;
    private readonly int _base;

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
        (_codesPerUnit, _wholeZero, _wholeMax) = ((float)(1 / Step), (float)ZeroCode, MaxCode);
    }

    // One pulse of a converter that sends its codes digit by digit.
    private Dac(Dac whole, int digitBits, int pulse, double fullScale)
    {
        this = whole;
        (_factor, _base) = (1 << (digitBits * pulse), 1 << digitBits);
        MaxCode = Math.Min(_base - 1, whole.MaxCode / _factor);
        Step = whole.Step * _factor;
        ZeroCode = (int)whole.ZeroCode / _factor % _base;
        VoltPerCode = fullScale / (_base - 1);
    }

    /// <summary>Makes a row's converter on a chip: ideal ones are bounded before nonlinear cells.</summary>
    /// <param name="range">The activations that the codes cover; must hold 0.</param>
    /// <param name="bits">Resolution, 0 for an ideal converter.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="pulse">Which of the pulses that tell an activation, from that of the least digit.</param>
    /// <exception cref="NotSupportedException">Codes that are not rounded have no digits.</exception>
    public static Dac Of(ConverterRange range, int bits, HardwareDesign hardware, int pulse = 0)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        ArgumentOutOfRangeException.ThrowIfNegative(pulse);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(pulse, hardware.PulsesOf(bits));
        if (bits == 0 && hardware.Encoding is InputEncoding.BitSerial or InputEncoding.Spikes)
            throw new NotSupportedException($"InputEncoding={hardware.Encoding} sends {(hardware.Encoding == InputEncoding.Spikes ? "as many spikes as codes say" : "the digits of codes")}, and ideal DACs (0 bits) have none.");
        var whole = new Dac(range, bits, hardware.InputVoltage, !hardware.IsLinear);
        return hardware.Encoding == InputEncoding.BitSerial ? new Dac(whole, Math.Min(hardware.DigitBits, bits), pulse, hardware.InputVoltage) : whole;
    }

    /// <summary>Whether it does not round.</summary>
    public bool IsIdeal { get; }

    /// <summary>The highest code.</summary>
    public int MaxCode { get; }

    /// <summary>Activation units of one code, or of one unit of the pulse's digit.</summary>
    public double Step { get; }

    /// <summary>What a unit of this pulse's digit weighs among the codes; 1 where codes are sent whole.</summary>
    public int DigitFactor => Math.Max(1, _factor);

    /// <summary>How many digits a pulse can send; 0 where codes are sent whole.</summary>
    public int DigitBase => _base;

    /// <summary>The converter of whole codes, of which this one sends the digits of a pulse: their step, the code of activation 0, and the highest.</summary>
    public (double Step, double ZeroCode, int MaxCode) Whole => _base == 0 ? (Step, ZeroCode, MaxCode) : (Step / _factor, _wholeZero, (int)_wholeMax);

    /// <summary>The code of activation 0, or its digit.</summary>
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
        if (!IsIdeal)
        {
            Rounding.RoundAndClamp(activations, _codesPerUnit, _wholeZero, _wholeMax, codes, lines);
            for (var line = 0; _base > 0 && line < lines.Count; line++)
                CodeDigits.Take(codes.Slice(line * lines.DestinationDistance, lines.Length), _factor, _base);
            return;
        }

        for (var line = 0; line < lines.Count; line++)
        {
            var converted = codes.Slice(line * lines.DestinationDistance, lines.Length);
            Elementwise.ScaleShift(activations.Slice(line * lines.SourceDistance, lines.Length), _codesPerUnit, _wholeZero, converted);
            foreach (ref var code in _isBounded ? converted : [])
                code = Math.Clamp(code, 0, MaxCode);
        }
    }
}
