namespace Crossbar.Compiler.Options;

/// <summary>What is random, and its seed.</summary>
public sealed record VariationOptions
{
    /// <summary>Standard deviation of the programming error, in siemens.</summary>
    public double ProgrammingSigma { get; init; }

    /// <summary>Probability of a cell to be stuck at the greatest conductance.</summary>
    public double StuckOnRate { get; init; }

    /// <summary>Probability of a cell to be stuck at the least conductance.</summary>
    public double StuckOffRate { get; init; }

    /// <summary>Standard deviation of the DACs' offsets, in LSB (<see cref="ConverterSpread"/> has what each of these is).</summary>
    public double DacOffsetSigma { get; init; }

    /// <summary>Standard deviation of the DACs' gains, relative.</summary>
    public double DacGainSigma { get; init; }

    /// <summary>Standard deviation of the DACs' bows, in LSB.</summary>
    public double DacInlSigma { get; init; }

    /// <summary>Standard deviation of the DACs' steps at mid-scale, in LSB.</summary>
    public double DacDnlSigma { get; init; }

    /// <summary>Root mean square of what each conversion of a DAC adds, in LSB.</summary>
    public double DacNoise { get; init; }

    /// <summary>Standard deviation of the ADCs' offsets, in LSB.</summary>
    public double AdcOffsetSigma { get; init; }

    /// <summary>Standard deviation of the ADCs' gains, relative.</summary>
    public double AdcGainSigma { get; init; }

    /// <summary>Standard deviation of the ADCs' bows, in LSB.</summary>
    public double AdcInlSigma { get; init; }

    /// <summary>Standard deviation of the ADCs' steps at mid-scale, in LSB.</summary>
    public double AdcDnlSigma { get; init; }

    /// <summary>Root mean square of what each conversion of an ADC adds, in LSB.</summary>
    public double AdcNoise { get; init; }

    /// <summary>What the digital half does about errors of converters.</summary>
    public ConverterTrim ConverterTrim { get; init; }

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>The same seed on a chip without errors.</summary>
    public VariationOptions WithoutErrors() => new() { Seed = Seed, ConverterTrim = ConverterTrim };

    /// <summary>How far converters are from what was designed.</summary>
    public ConverterErrors ToConverterErrors() => new()
    {
        Dac = new() { Offset = DacOffsetSigma, Gain = DacGainSigma, Inl = DacInlSigma, Dnl = DacDnlSigma, Noise = DacNoise },
        Adc = new() { Offset = AdcOffsetSigma, Gain = AdcGainSigma, Inl = AdcInlSigma, Dnl = AdcDnlSigma, Noise = AdcNoise },
    };

    /// <summary>A chip with all of these errors.</summary>
    /// <param name="seed">Which chip.</param>
    public CrossbarOptions ToChip(int seed) => new()
    {
        ProgrammingSigma = ProgrammingSigma,
        StuckOnRate = StuckOnRate,
        StuckOffRate = StuckOffRate,
        Converters = ToConverterErrors() is { IsNone: false } errors ? errors : null,
        ConverterTrim = ConverterTrim,
        Seed = seed,
    };

    /// <summary>What an error of converters (<see cref="ConverterErrors.Refusals"/>) is called here.</summary>
    /// <param name="error">Its name, such as AdcInl.</param>
    internal static string OptionOf(string error) => error.EndsWith("Noise", StringComparison.Ordinal) ? error : error + "Sigma";
}
