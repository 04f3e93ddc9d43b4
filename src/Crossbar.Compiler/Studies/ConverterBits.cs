namespace Crossbar.Compiler.Studies;

/// <summary>Resolutions of a chip's converters; 0 bits is an ideal converter.</summary>
/// <param name="Dac">Bits of the DACs.</param>
/// <param name="Adc">Bits of the ADCs.</param>
public readonly record struct ConverterBits(int Dac, int Adc)
{
    private const int MaxBits = 16;

    /// <summary>Reads <c>6/6</c> (DAC/ADC) or <c>6</c> for both.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is neither.</returns>
    public static ConverterBits? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length is 1 or 2 && Bits(parts[0]) is { } dac && Bits(parts[^1]) is { } adc ? new ConverterBits(dac, adc) : null;
    }

    /// <summary>For people: <c>6/6</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Dac}/{Adc}");

    private static int? Bits(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= MaxBits ? bits : null;
}
