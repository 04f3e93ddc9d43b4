using System.Globalization;

namespace Crossbar.Compiler.Options;

/// <summary>A real number in plain SI units, invariant: <c>0.4</c>, <c>6.7e-5</c>.</summary>
internal sealed class NumberOption(
    string name,
    OptionGroup group,
    string description,
    NumberRange range,
    Func<CompilerOptions, double?> get,
    Func<CompilerOptions, double, CompilerOptions> set) : OptionDefinition(name, group, description)
{
    private const NumberStyles Styles =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    public override string ValueKind => "number";

    public override string Range => range.ToString();

    internal override NumberRange Bounds => range;

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

    public override string Format(CompilerOptions options) => get(options)?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private protected override string FormatForPeople(CompilerOptions options)
    {
        var exact = Format(options);
        return exact.Length <= 8 ? exact : "about " + get(options)!.Value.ToString("G3", CultureInfo.InvariantCulture);
    }

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        if (!TryParse(text, InUnit, out var value, out var reason))
            return Reject(text, options, source, reason);
        return range.Contains(value)
            // Never −0, which as a conductance says that there is no device.
            ? set(options, value + 0.0)
            : Reject(text, options, source, $"the allowed range{InUnit} is {Range}.");
    }
}
