namespace Crossbar.Tool.Arguments;

/// <summary>Several numbers within bounds, refused in words.</summary>
internal sealed class NumbersArgument
{
    private readonly Option<double[]> _option;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--sigmas</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="isAllowed">Whether a finite number is one that it takes.</param>
    /// <param name="rule">What numbers it takes, in words.</param>
    /// <param name="defaults">What it is where it is not given.</param>
    public NumbersArgument(Command command, string name, string description, Func<double, bool> isAllowed, string rule, params double[] defaults)
        : this(command, name, description, "numbers", text => NumberArgument.Read(text) is { } value && isAllowed(value) ? value : null, rule, defaults)
    {
    }

    /// <summary>Adds an option whose numbers are written in a way of their own.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--ages</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="helpName">What its values are called in the help.</param>
    /// <param name="read">Reads a text; null for one that it does not take.</param>
    /// <param name="rule">What it takes, in words.</param>
    /// <param name="defaults">What it is where it is not given.</param>
    public NumbersArgument(Command command, string name, string description, string helpName, Func<string, double?> read, string rule, double[] defaults)
    {
        _option = new Option<double[]>(name)
        {
            Description = description,
            HelpName = helpName,
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => defaults,
            CustomParser = result =>
            {
                var values = new List<double>();
                foreach (var token in result.Tokens)
                {
                    if (read(token.Value) is { } value)
                        values.Add(value);
                    else
                        result.AddError($"{name} must be {rule}, not '{token.Value}'.");
                }

                return [.. values];
            },
        };
        command.Options.Add(_option);
    }

    /// <summary>What was asked for.</summary>
    public double[] Of(ParseResult parsed) => parsed.GetValue(_option)!;

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => result.GetResult(_option) is { Implicit: false };
}
