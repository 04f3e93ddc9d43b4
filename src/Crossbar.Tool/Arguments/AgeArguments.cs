using Crossbar.Runtime;

namespace Crossbar.Tool.Arguments;

/// <summary>A chip drawn from its device's laws: how old it is, and what is done about it.</summary>
internal sealed class AgeArguments
{
    private const double MaxTemperature = 1000;

    private readonly NumberArgument _age;
    private readonly ChoiceArgument<ChipCompensation> _compensation;
    private readonly NumberArgument _temperature;

    /// <summary>Adds the options to a command.</summary>
    public AgeArguments(Command command)
    {
        _age = new NumberArgument(
            command, "--age", "Draw a chip from its device's laws, so long after it was programmed: 0, 90 (seconds), 1d, 1y. Without it: as designed.", "time", Duration.Parse, Duration.Rule);
        _compensation = new ChoiceArgument<ChipCompensation>(command, "--compensation", "What is done about a chip's errors and its age.", ChipCompensation.None);
        _temperature = new NumberArgument(
            command, "--temperature", "Temperature of the chip (kelvin, default: that at which it was programmed).", t => t is > 0 and <= MaxTemperature,
            FormattableString.Invariant($"kelvins, more than 0 and at most {MaxTemperature}"));
        command.Validators.Add(result =>
        {
            if (_compensation.IsGiven(result) && !_age.IsGiven(result))
                result.AddError("--compensation is for a chip that has an age: give --age too.");
        });
    }

    /// <summary>Whether a chip of an age is asked for.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => _age.IsGiven(result);

    /// <summary>What is done about the chip's errors.</summary>
    public ChipCompensation Compensation(ParseResult parsed) => _compensation.Of(parsed);

    /// <summary>A chip of that age.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="chip">All else.</param>
    public CrossbarOptions On(ParseResult parsed, CrossbarOptions chip) => chip with { Age = _age.Of(parsed), Temperature = _temperature.Of(parsed) };
}
