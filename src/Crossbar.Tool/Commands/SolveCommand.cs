using System.CommandLine;
using Crossbar.Compiler.Solving;
using Solver = Crossbar.Compiler.Solving.SolveCommand;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar solve</c>: the exact column currents of one array.</summary>
internal static class SolveCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("solve", "Solves the circuit of one array: a line of N column currents (ampere) for every line of voltages.");
        var conductances = new Option<string>("--conductances") { Description = "CSV of M lines of N conductances (siemens).", HelpName = "g.csv", Required = true };
        var voltages = new Option<string>("--voltages") { Description = "CSV of lines of M row voltages (volt).", HelpName = "v.csv", Required = true };
        var wire = Number("--wire-resistance", "Wire between neighbouring cells of a row, and of a column unless told otherwise (ohm)", 1);
        var columnWire = new Option<double?>("--column-wire-resistance") { Description = "Wire between neighbouring cells of a column (ohm; default: as --wire-resistance).", HelpName = "number" };
        var input = Number("--input-resistance", "Between a row's source and its first cell (ohm)", 1);
        var outputResistance = Number("--output-resistance", "Between a column's last cell and its virtual ground (ohm)", 1);
        var access = Number("--access-resistance", "Access transistor in series with each cell (ohm)", 0);
        var nonlinearity = Number("--nonlinearity", "κ of a cell's I = G·Vs·sinh(κV)/sinh(κVs), 0 for a linear cell (1/volt)", 0);
        var sense = Number("--sense-voltage", "Voltage at which a nonlinear cell's conductance is read (volt)", 0.2);
        var full = new Option<bool>("--full") { Description = "Print node voltages, cell currents and power as well." };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of CSV." };
        foreach (var option in new Option[] { conductances, voltages, wire, columnWire, input, outputResistance, access, nonlinearity, sense, full, json })
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var exitCode = ExitCode.Success;
            var options = new SolveOptions
            {
                Conductances = parsed.GetValue(conductances)!,
                Voltages = parsed.GetValue(voltages)!,
                WireResistance = parsed.GetValue(wire),
                ColumnWireResistance = parsed.GetValue(columnWire),
                InputResistance = parsed.GetValue(input),
                OutputResistance = parsed.GetValue(outputResistance),
                AccessResistance = parsed.GetValue(access),
                Nonlinearity = parsed.GetValue(nonlinearity),
                SenseVoltage = parsed.GetValue(sense),
                Full = parsed.GetValue(full),
                Json = parsed.GetValue(json),
            };
            var guarded = Guarded.Run(error, _ => exitCode = Solver.Run(options, output, error));
            return guarded != ExitCode.Success ? guarded : exitCode;
        });
        return command;
    }

    private static Option<double> Number(string name, string description, double value) => new(name)
    {
        Description = $"{description}; default {value}.",
        HelpName = "number",
        DefaultValueFactory = _ => value,
    };
}
