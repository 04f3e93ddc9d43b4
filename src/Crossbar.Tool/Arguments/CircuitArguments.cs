using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Solving;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Tool.Arguments;

/// <summary>One array, its wires and its inputs, as <c>crossbar solve</c> and <c>crossbar fit wires</c> understand them.</summary>
internal sealed class CircuitArguments
{
    private readonly Option<string> _conductances = new("--conductances") { Description = "CSV of M lines of N conductances (siemens).", HelpName = "g.csv", Required = true };
    private readonly Option<string> _voltages = new("--voltages") { Description = "CSV of lines of M row voltages (volt).", HelpName = "v.csv", Required = true };
    private readonly Option<double> _wire = Number("--wire-resistance", "Wire between neighbouring cells of a row or column (ohm)", 1);
    private readonly Option<double?> _rowWire = new("--row-wire-resistance") { Description = "Wire between neighbouring cells of a row (ohm; default: as --wire-resistance).", HelpName = "number" };
    private readonly Option<double?> _columnWire = new("--column-wire-resistance") { Description = "Wire between neighbouring cells of a column (ohm; default: as --wire-resistance).", HelpName = "number" };
    private readonly Option<double> _input = Number("--input-resistance", "Between a row's source and its first cell (ohm)", 1);
    private readonly Option<double> _output = Number("--output-resistance", "Between a column's last cell and its virtual ground (ohm)", 1);
    private readonly Option<LineEnds> _drive = Ends("--drive-ends", "Whether each row is driven at its first cell or, through as much resistance again, at its last too");
    private readonly Option<LineEnds> _senseEnds = Ends("--sense-ends", "Whether each column is sensed below its last cell or, through as much resistance again, above its first too");
    private readonly Option<double> _access = Number("--access-resistance", "Access transistor in series with each cell (ohm)", 0);
    private readonly Option<double> _nonlinearity = Number("--nonlinearity", "κ of a cell's I = G·Vs·sinh(κV)/sinh(κVs), 0 for a linear cell (1/volt)", 0);
    private readonly Option<double> _sense = Number("--sense-voltage", "Voltage at which a nonlinear cell's conductance is read (volt)", 0.2);
    private readonly Option<string?> _device = new("--device") { Description = "The cells' characteristic: a name of 'crossbar device list', or a .json file.", HelpName = "name or file" };
    private readonly Option<double> _tolerance = Number("--tolerance", "Greatest error of each column current of nonlinear cells, as a share of that current, where double precision permits", 1e-13);

    /// <summary>Adds the options to a command.</summary>
    public CircuitArguments(Command command)
    {
        foreach (var option in new Option[] { _conductances, _voltages, _wire, _rowWire, _columnWire, _input, _output, _drive, _senseEnds, _access, _nonlinearity, _sense, _device, _tolerance })
            command.Options.Add(option);
        _device.CompletionSources.Add([.. DeviceCatalog.Devices.Names]);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_device) is not null && result.GetResult(_nonlinearity) is { Implicit: false })
                result.AddError("--device and --nonlinearity exclude each other: a device has a characteristic of its own.");
        });
    }

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="diagnostics">Receives what is wrong with a device's file.</param>
    /// <exception cref="CompilationException">There is no such device (CBX0026), or its file is none (CBX0019).</exception>
    public SolveOptions Of(ParseResult parsed, DiagnosticBag diagnostics)
    {
        var options = WithoutDevice(parsed);
        if (parsed.GetValue(_device) is not { } name)
            return options;
        var device = DeviceCatalog.Devices.Load(name, diagnostics);
        return options with { Laws = device.Laws, Nonlinearity = device.Nonlinearity, SenseVoltage = device.SenseVoltage ?? options.SenseVoltage };
    }

    private SolveOptions WithoutDevice(ParseResult parsed) => new()
    {
        Conductances = parsed.GetValue(_conductances)!,
        Voltages = parsed.GetValue(_voltages)!,
        WireResistance = parsed.GetValue(_wire),
        RowWireResistance = parsed.GetValue(_rowWire),
        ColumnWireResistance = parsed.GetValue(_columnWire),
        InputResistance = parsed.GetValue(_input),
        OutputResistance = parsed.GetValue(_output),
        DriveEnds = parsed.GetValue(_drive),
        SenseEnds = parsed.GetValue(_senseEnds),
        AccessResistance = parsed.GetValue(_access),
        Nonlinearity = parsed.GetValue(_nonlinearity),
        SenseVoltage = parsed.GetValue(_sense),
        Tolerance = parsed.GetValue(_tolerance),
    };

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
