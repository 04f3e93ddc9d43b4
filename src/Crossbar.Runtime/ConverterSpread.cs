namespace Crossbar.Runtime;

/// <summary>
/// How far converters of a kind are from what they were designed to be, as standard deviations over many of them (docs/converters.md). An LSB is what lies
/// between two neighbouring codes of the converter as designed: volts of a DAC, amperes of an ADC.
/// </summary>
public sealed record ConverterSpread
{
    /// <summary>Converters as designed.</summary>
    public static ConverterSpread None { get; } = new();

    /// <summary>Standard deviation of the level of code 0, in LSB.</summary>
    public double Offset { get; init; }

    /// <summary>Standard deviation of the gain's relative error.</summary>
    public double Gain { get; init; }

    /// <summary>Standard deviation of the greatest deviation of a smooth bow from the line through both ends, in LSB.</summary>
    public double Inl { get; init; }

    /// <summary>
    /// Standard deviation, in LSB, of the error of the step at mid-scale, the worst of a binary-weighted converter: what the mismatch of its unit elements
    /// comes to there.
    /// </summary>
    public double Dnl { get; init; }

    /// <summary>What is added to each conversion anew, root mean square, in LSB.</summary>
    public double Noise { get; init; }

    /// <summary>Whether they are as designed.</summary>
    public bool IsNone => this == None;

    /// <summary>Each of them and its name.</summary>
    internal IEnumerable<(string Name, double Value)> Values =>
        [(nameof(Offset), Offset), (nameof(Gain), Gain), (nameof(Inl), Inl), (nameof(Dnl), Dnl), (nameof(Noise), Noise)];
}
