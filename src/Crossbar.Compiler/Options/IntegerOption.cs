namespace Crossbar.Compiler.Options;

/// <summary>A whole number.</summary>
internal sealed record IntegerOption(
    string Name,
    string Description,
    NumberRange Interval,
    Func<CompilerOptions, int> Get,
    Func<CompilerOptions, int, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    public override string ValueKind => "whole number";

    public override string Range => Interval.ToString();

    internal override NumberRange Bounds => Interval;

    public override string Format(CompilerOptions options) => Get(options).ToString(CultureInfo.InvariantCulture);

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && Interval.Contains(value)
            ? Set(options, value)
            : Reject(text, options, source, $"a whole number is needed; the allowed range{InUnit} is {Range}.");
}
