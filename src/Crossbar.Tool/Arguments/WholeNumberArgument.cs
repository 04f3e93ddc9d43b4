using System.Numerics;

namespace Crossbar.Tool.Arguments;

/// <summary>A whole number within bounds, refused in words.</summary>
internal sealed class WholeNumberArgument
{
    private readonly Option<int?> _option;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The option, such as <c>--chips</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="helpName">What its value is called in the help.</param>
    /// <param name="least">The least value that it takes.</param>
    /// <param name="initial">What it is where it is not given; null for nothing.</param>
    /// <param name="most">The greatest value that it takes.</param>
    public WholeNumberArgument(Command command, string name, string description, string helpName, int least, int? initial, int most = int.MaxValue)
    {
        _option = new Option<int?>(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => initial,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                    return value;
                // Who asks for more than there can be has not asked for too little.
                var isTooMuch = most < int.MaxValue || BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) && large > most;
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number, {(isTooMuch ? $"{least} to {most}" : $"{least} or more")}, not '{text}'."));
                return initial;
            },
        };
        command.Options.Add(_option);
    }

    /// <summary>The option itself.</summary>
    public Option Option => _option;

    /// <summary>What was asked for; null where nothing was and nothing is meant by that.</summary>
    public int? Of(ParseResult parsed) => parsed.GetValue(_option);

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => result.GetResult(_option) is { Implicit: false };
}
