namespace Crossbar.Tool.Arguments;

/// <summary>Several values with a form of their own that a study goes through.</summary>
/// <typeparam name="T">What a text stands for.</typeparam>
internal sealed class ParsedArgument<T>
    where T : struct
{
    private readonly Option<string[]> _option;
    private readonly Func<string, T?> _parse;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--encodings</c>.</param>
    /// <param name="helpName">What a value looks like.</param>
    /// <param name="description">What it says.</param>
    /// <param name="parse">Reads a value; null where it is none.</param>
    /// <param name="refusal">What is said behind a text that is no value.</param>
    public ParsedArgument(Command command, string name, string helpName, string description, Func<string, T?> parse, string refusal)
    {
        _parse = parse;
        _option = new Option<string[]>(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true };
        _option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (parse(token.Value) is null)
                    result.AddError($"{name}: '{token.Value}' {refusal}");
            }
        });
        command.Options.Add(_option);
    }

    /// <summary>What was asked for; nothing where the option was not given.</summary>
    public T[] Of(ParseResult parsed) => [.. (parsed.GetValue(_option) ?? []).Select(text => _parse(text)!.Value)];
}
