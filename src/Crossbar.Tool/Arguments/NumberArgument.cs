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
    /// <param name="initial">What it is where it is not given; null for nothing.</param>
    public NumberArgument(Command command, string name, string description, Func<double, bool> isAllowed, string rule, double? initial = null)
        : this(command, name, description, "number", text => Read(text) is { } value && isAllowed(value) ? value : null, rule, initial)
    {
    }

    /// <summary>Adds an option whose number is written in a way of its own.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--age</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="helpName">What its value is called in the help.</param>
    /// <param name="read">Reads a text; null for one that it does not take.</param>
    /// <param name="rule">What it takes, in words.</param>
    /// <param name="initial">What it is where it is not given; null for nothing.</param>
    public NumberArgument(Command command, string name, string description, string helpName, Func<string, double?> read, string rule, double? initial = null)
    {
        _option = new Option<double?>(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => initial,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (read(text) is { } value)
                    return value;
                result.AddError($"{name} must be {rule}, not '{text}'.");
                return initial;
            },
        };
        command.Options.Add(_option);
    }

    /// <summary>A finite number; null for what is none.</summary>
    public static double? Read(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => result.GetResult(_option) is { Implicit: false };

    /// <summary>What was asked for; null where nothing was.</summary>
    public double? Of(ParseResult parsed) => parsed.GetValue(_option);
}
