using System.Collections.Immutable;
using System.Globalization;

namespace Crossbar.Compiler.Options;

/// <summary>Numbers separated by commas or semicolons: <c>0.4914,0.4822,0.4465</c>.</summary>
internal sealed class NumberListOption(
    string name,
    OptionGroup group,
    string description,
    NumberRange range,
    Func<CompilerOptions, ImmutableArray<double>> get,
    Func<CompilerOptions, ImmutableArray<double>, CompilerOptions> set) : OptionDefinition(name, group, description)
{
    private static readonly char[] Separators = [',', ';'];

    public override string ValueKind => "number,number,...";

    public override string Range => range == NumberRange.Any ? "any" : $"each {range}";

    public override string Format(CompilerOptions options) =>
        string.Join(',', get(options).Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

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

            if (!range.Contains(value))
                return Reject(text, options, source, $"the allowed range of each number is {range}.");
            values.Add(value);
        }

        return set(options, values.ToImmutable());
    }
}
