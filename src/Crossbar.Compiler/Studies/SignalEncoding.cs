namespace Crossbar.Compiler.Studies;

/// <summary>How a chip's rows are told activations.</summary>
/// <param name="Input">The encoding.</param>
/// <param name="DigitBits">Bits of a pulse's digit; counts for <see cref="InputEncoding.BitSerial"/> alone.</param>
public readonly record struct SignalEncoding(InputEncoding Input, int DigitBits)
{
    private const int MaxBits = 16;

    /// <summary>That of some options.</summary>
    /// <param name="options">The options.</param>
    public static SignalEncoding Of(ConverterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SignalEncoding(options.InputEncoding, options.InputDigitBits);
    }

    /// <summary>Reads <c>Amplitude</c>, <c>PulseWidth</c>, <c>Spikes</c>, <c>BitSerial</c> or <c>BitSerial:2</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is none of them.</returns>
    public static SignalEncoding? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        if (Enum.GetNames<InputEncoding>().FirstOrDefault(known => known.Equals(parts[0], StringComparison.OrdinalIgnoreCase)) is not { } name)
            return null;
        var encoding = Enum.Parse<InputEncoding>(name);
        if (parts.Length == 1)
            return new SignalEncoding(encoding, 1);
        return parts.Length == 2 && encoding == InputEncoding.BitSerial && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits is >= 1 and <= MaxBits
            ? new SignalEncoding(encoding, bits) : null;
    }

    /// <summary>For people: <c>BitSerial:2</c>.</summary>
    public override string ToString() => Input == InputEncoding.BitSerial ? string.Create(CultureInfo.InvariantCulture, $"{Input}:{DigitBits}") : Input.ToString();
}
