namespace Crossbar.Compiler.Options;

/// <summary>A real number in plain SI units, invariant: <c>0.4</c>, <c>6.7e-5</c>.</summary>
internal sealed record NumberOption(
    string Name,
    string Description,
    NumberRange Interval,
    Func<CompilerOptions, double?> Get,
    Func<CompilerOptions, double, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    private const NumberStyles Styles =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    public override string ValueKind => "number";

    public override string Range => Interval.ToString();

    internal override NumberRange Bounds => Interval;

    /// <summary>Parses a number invariantly; the reason says what is wrong with the text.</summary>
    public static bool TryParse(string text, string inUnit, out double value, out string reason)
    {
        reason = "";
        if (double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
            return true;
        reason = text.Contains(',', StringComparison.Ordinal)
            ? $"a single number{inUnit} with a decimal point is needed, such as 0.4."
            : $"a plain number{inUnit} is needed, such as 0.4 or 6.7e-5, without a unit or prefix.";
        return false;
    }

    public override string Format(CompilerOptions options) => Get(options)?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private protected override string FormatForPeople(CompilerOptions options)
    {
        var exact = Format(options);
        return exact.Length <= 8 ? exact : "about " + Get(options)!.Value.ToString("G3", CultureInfo.InvariantCulture);
    }

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        if (!TryParse(text, InUnit, out var value, out var reason))
            return Reject(text, options, source, reason);
        return Interval.Contains(value)
            // Never −0: it would be printed as such.
            ? Set(options, value + 0.0)
            : Reject(text, options, source, $"the allowed range{InUnit} is {Range}.");
    }
}
