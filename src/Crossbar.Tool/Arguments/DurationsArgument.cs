namespace Crossbar.Tool.Arguments;

/// <summary>Several times, in seconds or with a unit.</summary>
internal sealed class DurationsArgument
{
    private readonly Option<double[]> _option;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--ages</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="defaults">What it is where it is not given.</param>
    public DurationsArgument(Command command, string name, string description, params string[] defaults)
    {
        _option = new Option<double[]>(name)
        {
            Description = $"{description} By default {string.Join(' ', defaults)}.",
            HelpName = "times",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. defaults.Select(text => DurationArgument.Parse(text)!.Value)],
            CustomParser = result =>
            {
                var values = new List<double>();
                foreach (var token in result.Tokens)
                {
                    if (DurationArgument.Parse(token.Value) is { } seconds)
                        values.Add(seconds);
                    else
                        result.AddError($"{name} must be {DurationArgument.Rule}, not '{token.Value}'.");
                }

                return [.. values];
            },
        };
        command.Options.Add(_option);
    }

    /// <summary>What was asked for, in second.</summary>
    public double[] Of(ParseResult parsed) => parsed.GetValue(_option)!;
}
