using Crossbar.Compiler.Solving.Fitting;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar fit</c>: what a chip is, from what was measured of it.</summary>
internal static class FitCommand
{
    public static Command Create(TextWriter output, TextWriter error) =>
        new("fit", "Estimates what a chip is from what was measured of it.") { Wires(output, error) };

    private static Command Wires(TextWriter output, TextWriter error)
    {
        var command = new Command("wires", "Estimates an array's wire, input and output resistances, with their uncertainty, from measured column currents. The resistances given are where it begins, and stay where they are not fitted.");
        var circuit = new CircuitArguments(command);
        var currents = new Option<string>("--currents") { Description = "CSV of N measured column currents (ampere) for every line of voltages.", HelpName = "i.csv", Required = true };
        command.Options.Add(currents);
        var fitted = new ChoicesArgument<FittedResistance>(
            command, "--fit", "Which resistances: Wire is one for rows and columns, Row and Column are apart.", FittedResistance.Wire, FittedResistance.Input, FittedResistance.Output);
        var sigma = new NumberArgument(
            command, "--current-sigma", "Standard deviation of a measured current (ampere; default: as the residuals say).", s => s > 0, "amperes, greater than 0");
        var json = new Option<bool>("--json") { Description = "Print JSON instead of text." };
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            if (fitted.Names(result, FittedResistance.Wire) && (fitted.Names(result, FittedResistance.Row) || fitted.Names(result, FittedResistance.Column)))
                result.AddError("--fit Wire is one resistance for rows and columns: leave it out where Row or Column is fitted.");
        });
        command.SetAction(parsed => Guarded.Run(error, diagnostics => FitWiresCommand.Run(
            new FitWiresOptions
            {
                Array = circuit.Of(parsed, diagnostics),
                Currents = parsed.GetValue(currents)!,
                Fitted = [.. fitted.Of(parsed).Distinct()],
                CurrentSigma = sigma.Of(parsed),
                Json = parsed.GetValue(json),
            },
            output,
            diagnostics)));
        return command;
    }
}
