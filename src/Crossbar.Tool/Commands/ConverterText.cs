using Crossbar.Runtime;

namespace Crossbar.Tool.Commands;

/// <summary>Errors of converters in a line.</summary>
internal static class ConverterText
{
    /// <summary>Tells those that there are, as standard deviations: <c>ADC offset 2 LSB, gain 1 %, ...</c>, and what is done about them.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="trim">What is done.</param>
    public static string Of(ConverterErrors errors, ConverterTrim trim)
    {
        string[] kinds = [.. new[] { ("DAC", errors.Dac), ("ADC", errors.Adc) }.Where(kind => !kind.Item2.IsNone).Select(kind => $"{kind.Item1} {Of(kind.Item2)}")];
        return string.Join("; ", kinds) + (trim == ConverterTrim.FirstOrder ? "; offset and gain trimmed" : "; not trimmed");
    }

    private static string Of(ConverterSpread spread)
    {
        var parts = new List<string>();
        Add("offset", spread.Offset, "LSB");
        Add("gain", 100 * spread.Gain, "%");
        Add("INL", spread.Inl, "LSB");
        Add("DNL", spread.Dnl, "LSB");
        Add("noise", spread.Noise, "LSB");
        return string.Join(", ", parts);

        void Add(string name, double sigma, string unit)
        {
            if (sigma > 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {sigma:G4} {unit}"));
        }
    }
}
