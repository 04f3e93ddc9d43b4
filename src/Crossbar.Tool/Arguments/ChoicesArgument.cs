namespace Crossbar.Tool.Arguments;

/// <summary>Several of a few named things, such as mapping schemes.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class ChoicesArgument<T>
    where T : struct, Enum
{
    private readonly Option<T[]> _option;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--mappings</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="defaults">What it is where it is not given.</param>
    public ChoicesArgument(Command command, string name, string description, params T[] defaults)
    {
        _option = new Option<T[]>(name)
        {
            Description = description,
            HelpName = string.Join('|', Enum.GetNames<T>()),
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => defaults,
            CustomParser = result =>
            {
                var values = new List<T>();
                foreach (var token in result.Tokens)
                {
                    if (ChoiceArgument<T>.Read(token.Value) is { } value)
                        values.Add(value);
                    else
                        result.AddError(ChoiceArgument<T>.Refusal(name, token.Value));
                }

                return [.. values];
            },
        };
        _option.CompletionSources.Add(Enum.GetNames<T>());
        command.Options.Add(_option);
    }

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => result.GetResult(_option) is { Implicit: false };

    /// <summary>Whether something was asked for by name, while the command line is checked and may be wrong.</summary>
    public bool Names(System.CommandLine.Parsing.CommandResult result, T choice) =>
        result.GetResult(_option) is { } given && given.Tokens.Any(token => token.Value.Equals(choice.ToString(), StringComparison.OrdinalIgnoreCase));

    /// <summary>What was asked for.</summary>
    public T[] Of(ParseResult parsed) => parsed.GetValue(_option)!;
}
