namespace Crossbar.Compiler.Options;

/// <summary>The conversion signal: <c>Mean</c>, one number, or one number per row.</summary>
internal sealed record ConversionSignalOption(
    string Name, string Description, Func<CompilerOptions, ConversionSignal> Get, Func<CompilerOptions, ConversionSignal, CompilerOptions> Set)
    : OptionDefinition(Name, Description)
{
    private static readonly char[] Separators = [',', ';'];
    private static readonly NumberRange Share = NumberRange.Positive(1);

    public override string ValueKind => "Mean|number,number,...";

    public override string Range => $"each {Share}";

    public override string Format(CompilerOptions options) => Get(options).ToString();

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        if (text.Trim().Equals(nameof(ConversionSignal.Mean), StringComparison.OrdinalIgnoreCase))
            return Set(options, ConversionSignal.Mean);
        var values = new List<double>();
        foreach (var part in text.Split(Separators, StringSplitOptions.TrimEntries))
        {
            if (!NumberOption.TryParse(part, InUnit, out var value, out _))
                return Reject(text, options, source, $"'{part}' is no number; give Mean, one number, or one per row, such as 0.1.");
            if (!Share.Contains(value))
                return Reject(text, options, source, $"each number is a share of the full-scale voltage, {Share}.");
            values.Add(value);
        }

        return Set(options, new ConversionSignal { Values = [.. values] });
    }
}
