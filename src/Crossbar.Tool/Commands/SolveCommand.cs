using Solver = Crossbar.Compiler.Solving.SolveCommand;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar solve</c>: the exact column currents of one array.</summary>
internal static class SolveCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("solve", "Solves the circuit of one array: a line of N column currents (ampere) for every line of voltages.");
        var circuit = new CircuitArguments(command);
        var full = new Option<bool>("--full") { Description = "Print node voltages, cell currents and power as well." };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of CSV." };
        command.Options.Add(full);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var exitCode = ExitCode.Success;
            var guarded = Guarded.Run(error, diagnostics =>
                exitCode = Solver.Run(circuit.Of(parsed, diagnostics) with { Full = parsed.GetValue(full), Json = parsed.GetValue(json) }, output, error));
            return guarded != ExitCode.Success ? guarded : exitCode;
        });
        return command;
    }
}
