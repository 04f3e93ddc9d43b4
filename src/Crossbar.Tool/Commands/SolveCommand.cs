using System.CommandLine;
using Crossbar.Compiler.Solving;
using Crossbar.Runtime.Circuits;
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
        var wire = Number("--wire-resistance", "Wire between neighbouring cells of a row or column (ohm)", 1);
        var rowWire = new Option<double?>("--row-wire-resistance") { Description = "Wire between neighbouring cells of a row (ohm; default: as --wire-resistance).", HelpName = "number" };
        var columnWire = new Option<double?>("--column-wire-resistance") { Description = "Wire between neighbouring cells of a column (ohm; default: as --wire-resistance).", HelpName = "number" };
        var input = Number("--input-resistance", "Between a row's source and its first cell (ohm)", 1);
        var outputResistance = Number("--output-resistance", "Between a column's last cell and its virtual ground (ohm)", 1);
        var drive = Ends("--drive-ends", "Whether each row is driven at its first cell or, through as much resistance again, at its last too");
        var senseEnds = Ends("--sense-ends", "Whether each column is sensed below its last cell or, through as much resistance again, above its first too");
        var access = Number("--access-resistance", "Access transistor in series with each cell (ohm)", 0);
        var nonlinearity = Number("--nonlinearity", "κ of a cell's I = G·Vs·sinh(κV)/sinh(κVs), 0 for a linear cell (1/volt)", 0);
        var sense = Number("--sense-voltage", "Voltage at which a nonlinear cell's conductance is read (volt)", 0.2);
        var tolerance = Number("--tolerance", "Greatest error of each column current of nonlinear cells, as a share of that current, where double precision permits", 1e-13);
        var full = new Option<bool>("--full") { Description = "Print node voltages, cell currents and power as well." };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of CSV." };
        foreach (var option in new Option[] { conductances, voltages, wire, rowWire, columnWire, input, outputResistance, drive, senseEnds, access, nonlinearity, sense, tolerance, full, json })
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var exitCode = ExitCode.Success;
            var options = new SolveOptions
            {
                Conductances = parsed.GetValue(conductances)!,
                Voltages = parsed.GetValue(voltages)!,
                WireResistance = parsed.GetValue(wire),
                RowWireResistance = parsed.GetValue(rowWire),
                ColumnWireResistance = parsed.GetValue(columnWire),
                InputResistance = parsed.GetValue(input),
                OutputResistance = parsed.GetValue(outputResistance),
                DriveEnds = parsed.GetValue(drive),
                SenseEnds = parsed.GetValue(senseEnds),
                AccessResistance = parsed.GetValue(access),
                Nonlinearity = parsed.GetValue(nonlinearity),
                SenseVoltage = parsed.GetValue(sense),
                Tolerance = parsed.GetValue(tolerance),
                Full = parsed.GetValue(full),
                Json = parsed.GetValue(json),
            };
            var guarded = Guarded.Run(error, _ => exitCode = Solver.Run(options, output, error));
            return guarded != ExitCode.Success ? guarded : exitCode;
        });
        return command;
    }

    private static Option<LineEnds> Ends(string name, string description)
    {
        var names = Enum.GetNames<LineEnds>();
        var option = new Option<LineEnds>(name)
        {
            Description = $"{description}; default {LineEnds.One}.",
            HelpName = string.Join('|', names),
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (names.FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
                    return Enum.Parse<LineEnds>(known);
                result.AddError($"{name} knows no '{text}': {string.Join(", ", names)} are there.");
                return default;
            },
        };
        option.CompletionSources.Add(names);
        return option;
    }

    private static Option<double> Number(string name, string description, double value) => new(name)
    {
        Description = $"{description}; default {value}.",
        HelpName = "number",
        DefaultValueFactory = _ => value,
    };
}
