namespace Crossbar.Tool.Arguments;

/// <summary>One of a few named things.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class ChoiceArgument<T>
    where T : struct, Enum
{
    private readonly Option<T> _option;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--compensation</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="otherwise">What it is where it is not given.</param>
    public ChoiceArgument(Command command, string name, string description, T otherwise)
    {
        _option = new Option<T>(name)
        {
            Description = description,
            HelpName = string.Join('|', Enum.GetNames<T>()),
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                if (Read(result.Tokens[0].Value) is { } value)
                    return value;
                result.AddError(Refusal(name, result.Tokens[0].Value));
                return otherwise;
            },
        };
        _option.CompletionSources.Add(Enum.GetNames<T>());
        command.Options.Add(_option);
    }

    /// <summary>One of the things, its name in any case; null for what is none.</summary>
    public static T? Read(string text) =>
        Enum.GetNames<T>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<T>(known) : null;

    /// <summary>What is said of a name that is not there.</summary>
    /// <param name="option">The option.</param>
    /// <param name="text">The name.</param>
    public static string Refusal(string option, string text)
    {
        var hint = Spelling.Nearest(text, Enum.GetNames<T>()) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return $"{option} knows no '{text}': {string.Join(", ", Enum.GetNames<T>())} are there.{hint}";
    }

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => result.GetResult(_option) is { Implicit: false };

    /// <summary>What was asked for.</summary>
    public T Of(ParseResult parsed) => parsed.GetValue(_option);
}
