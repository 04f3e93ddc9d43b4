using Crossbar.Compiler.Solving;
using Settling = Crossbar.Compiler.Solving.SettleCommand;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar settle</c>: how long the column currents of one array take to come to rest.</summary>
internal static class SettleCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("settle", "How long column currents take to settle after the rows step from 0 V to each line of voltages: a line of N times (second) for each.");
        var circuit = new CircuitArguments(command);
        var word = Capacitance(command, "--word-line-capacitance", "Capacitance to ground at each cell of a row, wire and cell together (farad)");
        var bit = Capacitance(command, "--bit-line-capacitance", "The same at each cell of a column (farad)");
        var bits = new WholeNumberArgument(command, "--bits", "Resolution of the ADCs: settled is what stays within half a step, of a range as wide as the greatest column current.", "bits", 1, 8, 16);
        var json = new Option<bool>("--json") { Description = "Print JSON instead of CSV: times, time constants and currents." };
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var exitCode = ExitCode.Success;
            var guarded = Guarded.Run(error, diagnostics => exitCode = Settling.Run(
                new SettleOptions(circuit.Of(parsed, diagnostics) with { Json = parsed.GetValue(json) }, new(word.Of(parsed)!.Value, bit.Of(parsed)!.Value), bits.Of(parsed)!.Value), output, error));
            return guarded != ExitCode.Success ? guarded : exitCode;
        });
        return command;
    }

    private static NumberArgument Capacitance(Command command, string name, string description) =>
        new(command, name, $"{description}; default 1E-15, as MNSIM has for a cell.", farads => farads is >= 0 and <= 1, "0 to 1 farad", 1e-15);
}
