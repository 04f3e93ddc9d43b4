namespace Crossbar.Runtime;

/// <summary>Errors of converters as they were built, of which each converter of a chip has its own, drawn from the chip's seed (docs/converters.md).</summary>
public sealed record ConverterErrors
{
    /// <summary>Converters as designed.</summary>
    public static ConverterErrors None { get; } = new();

    /// <summary>Those of the rows' DACs; an LSB is a volt over the levels of a row's driver.</summary>
    public ConverterSpread Dac { get; init; } = ConverterSpread.None;

    /// <summary>Those of the columns' ADCs; an LSB is a step of the column's range.</summary>
    public ConverterSpread Adc { get; init; } = ConverterSpread.None;

    /// <summary>Whether all converters are as designed.</summary>
    public bool IsNone => Dac.IsNone && Adc.IsNone;

    /// <summary>Each of them, by its name (DacOffset, AdcInl, ...).</summary>
    public IEnumerable<(string Error, double Value)> All =>
        Dac.Values.Select(error => (nameof(Dac) + error.Name, error.Value)).Concat(Adc.Values.Select(error => (nameof(Adc) + error.Name, error.Value)));

    /// <summary>What of these errors the converters of a chip cannot have: each is named (DacOffset, AdcInl, ...), with the reason.</summary>
    /// <param name="hardware">The chip.</param>
    /// <param name="dacBits">Resolution of its DACs, 0 for ideal ones.</param>
    /// <param name="adcBits">Resolution of its ADCs, 0 for ideal ones.</param>
    public IEnumerable<(string Error, string Reason)> Refusals(HardwareDesign hardware, int dacBits, int adcBits)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        foreach (var (name, _) in Dac.Values.Where(error => error.Value > 0))
        {
            var isShape = name is nameof(ConverterSpread.Inl) or nameof(ConverterSpread.Dnl);
            var reason = dacBits == 0 ? "DACs of 0 bits are ideal, and have neither codes nor errors: give DacBits, such as 8."
                : hardware.IsTimed && name != nameof(ConverterSpread.Gain) ? $"with InputEncoding={hardware.Encoding} rows are on or off, and time is counted: drivers have an error of their amplitude, DacGainSigma, and no other."
                : isShape && hardware.DriverBitsOf(dacBits) == 1 ? "a driver of one bit has two levels, and a straight line goes through both: give DacOffset and DacGain alone."
                : null;
            if (reason is not null)
                yield return (nameof(Dac) + name, reason);
        }

        foreach (var (name, _) in Adc.Values.Where(error => error.Value > 0))
        {
            var isShape = name is nameof(ConverterSpread.Inl) or nameof(ConverterSpread.Dnl);
            var reason = adcBits == 0 ? "ADCs of 0 bits are ideal, and have neither codes nor errors: give AdcBits, such as 8."
                : isShape && hardware.Encoding == InputEncoding.Spikes ? "neurons count steps of one threshold, which are all alike: give AdcOffsetSigma, AdcGainSigma and AdcNoise alone."
                : isShape && adcBits == 1 ? "an ADC of one bit has a single threshold: give AdcOffsetSigma and AdcNoise alone."
                : null;
            if (reason is not null)
                yield return (nameof(Adc) + name, reason);
        }
    }

    /// <summary>Checks what a network could not notice later.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A standard deviation is negative or not finite, or that of a gain above 0.1.</exception>
    internal void Validate()
    {
        foreach (var (kind, spread) in new[] { (nameof(Dac), Dac), (nameof(Adc), Adc) })
        {
            foreach (var (name, value) in spread.Values)
            {
                if (!(value >= 0 && double.IsFinite(value)))
                    throw new ArgumentOutOfRangeException(kind + name, value, "A standard deviation is finite and not negative.");
            }

            // Six standard deviations still leave a converter that rises.
            if (spread.Gain > 0.1)
                throw new ArgumentOutOfRangeException(kind + nameof(spread.Gain), spread.Gain, "A gain's relative standard deviation is at most 0.1.");
        }
    }
}
