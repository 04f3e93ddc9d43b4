namespace Crossbar.Compiler.Options;

/// <summary>Numbers separated by commas or semicolons: <c>0.4914,0.4822,0.4465</c>.</summary>
internal sealed record NumberListOption(
    string Name,
    string Description,
    NumberRange Interval,
    Func<CompilerOptions, ImmutableArray<double>> Get,
    Func<CompilerOptions, ImmutableArray<double>, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    private static readonly char[] Separators = [',', ';'];

    public override string ValueKind => "number,number,...";

    public override string Range => Interval == NumberRange.Any ? "any" : $"each {Interval}";

    public override string Format(CompilerOptions options) =>
        string.Join(',', Get(options).Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        var values = ImmutableArray.CreateBuilder<double>();
        foreach (var part in text.Split(Separators, StringSplitOptions.TrimEntries))
        {
            if (!NumberOption.TryParse(part, InUnit, out var value, out _))
            {
                return Reject(
                    text, options, source, $"'{part}' is no number; give one number, or one per channel, separated by commas, such as 0.49,0.48,0.45.");
            }

            if (!Interval.Contains(value))
                return Reject(text, options, source, $"the allowed range of each number is {Interval}.");
            values.Add(value);
        }

        return Set(options, values.ToImmutable());
    }
}
