namespace Crossbar.Tool.Arguments;

/// <summary>One number within bounds, refused in words; nothing where it is not given.</summary>
internal sealed class NumberArgument
{
    private readonly Option<double?> _option;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--actual-input-resistance</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="isAllowed">Whether a finite number is one that it takes.</param>
    /// <param name="rule">What numbers it takes, in words.</param>
    public NumberArgument(Command command, string name, string description, Func<double, bool> isAllowed, string rule)
    {
        _option = new Option<double?>(name)
        {
            Description = description,
            HelpName = "number",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && isAllowed(value))
                    return value;
                result.AddError($"{name} must be {rule}, not '{text}'.");
                return null;
            },
        };
        command.Options.Add(_option);
    }

    /// <summary>What was asked for; null where nothing was.</summary>
    public double? Of(ParseResult parsed) => parsed.GetValue(_option);
}
