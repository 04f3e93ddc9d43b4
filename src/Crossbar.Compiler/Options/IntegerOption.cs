using System.Globalization;

namespace Crossbar.Compiler.Options;

/// <summary>A whole number.</summary>
internal sealed class IntegerOption(
    string name,
    OptionGroup group,
    string description,
    NumberRange range,
    Func<CompilerOptions, int> get,
    Func<CompilerOptions, int, CompilerOptions> set) : OptionDefinition(name, group, description)
{
    public override string ValueKind => "whole number";

    public override string Range => range.ToString();

    internal override NumberRange Bounds => range;

    public override string Format(CompilerOptions options) => get(options).ToString(CultureInfo.InvariantCulture);

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && range.Contains(value)
            ? set(options, value)
            : Reject(text, options, source, $"a whole number is needed; the allowed range{InUnit} is {Range}.");
}
