using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Solving;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Tool.Arguments;

/// <summary>One array, its wires and its inputs, as <c>crossbar solve</c> and <c>crossbar fit wires</c> understand them.</summary>
internal sealed class CircuitArguments
{
    private readonly Option<string> _conductances = new("--conductances") { Description = "CSV of M lines of N conductances (siemens).", HelpName = "g.csv", Required = true };
    private readonly Option<string> _voltages = new("--voltages") { Description = "CSV of lines of M row voltages (volt).", HelpName = "v.csv", Required = true };
    private readonly NumberArgument _wire;
    private readonly NumberArgument _rowWire;
    private readonly NumberArgument _columnWire;
    private readonly NumberArgument _input;
    private readonly NumberArgument _output;
    private readonly Option<LineEnds> _drive = Ends("--drive-ends", "Whether each row is driven at its first cell or, through as much resistance again, at its last too");
    private readonly Option<LineEnds> _senseEnds = Ends("--sense-ends", "Whether each column is sensed below its last cell or, through as much resistance again, above its first too");
    private readonly NumberArgument _access;
    private readonly NumberArgument _nonlinearity;
    private readonly NumberArgument _sense;
    private readonly Option<string?> _device = new("--device") { Description = "The cells' characteristic: a name of 'crossbar device list', or a .json file.", HelpName = "name or file" };
    private readonly NumberArgument _tolerance;

    /// <summary>Adds the options to a command.</summary>
    public CircuitArguments(Command command)
    {
        command.Options.Add(_conductances);
        command.Options.Add(_voltages);
        _wire = Number("--wire-resistance", "Wire between neighbouring cells of a row or column (ohm; default 1).", "ohms", 1);
        _rowWire = Number("--row-wire-resistance", "Wire between neighbouring cells of a row (ohm; default: as --wire-resistance).", "ohms", null);
        _columnWire = Number("--column-wire-resistance", "Wire between neighbouring cells of a column (ohm; default: as --wire-resistance).", "ohms", null);
        _input = Number("--input-resistance", "Between a row's source and its first cell (ohm; default 1).", "ohms", 1);
        _output = Number("--output-resistance", "Between a column's last cell and its virtual ground (ohm; default 1).", "ohms", 1);
        command.Options.Add(_drive);
        command.Options.Add(_senseEnds);
        _access = Number("--access-resistance", "Access transistor in series with each cell (ohm; default 0).", "ohms", 0);
        _nonlinearity = Number("--nonlinearity", "κ of a cell's I = G·Vs·sinh(κV)/sinh(κVs), 0 for a linear cell (1/volt; default 0).", "1/volt", 0);
        _sense = Number("--sense-voltage", "Voltage at which a nonlinear cell's conductance is read (volt; default 0.2).", "volts", 0.2);
        command.Options.Add(_device);
        _tolerance = Number("--tolerance", "Greatest error of each column current of nonlinear cells, as a share of that current, where double precision permits (default 1E-13).", "such shares", 1e-13);
        _device.CompletionSources.Add([.. DeviceCatalog.Devices.Names]);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_device) is { Implicit: false } && _nonlinearity.IsGiven(result))
                result.AddError("--device and --nonlinearity exclude each other: a device has a characteristic of its own.");
        });

        // Which numbers make a circuit is the solver's to say (CBX0026).
        NumberArgument Number(string name, string description, string unit, double? initial) => new(command, name, description, _ => true, $"a finite number of {unit}", initial);
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
        WireResistance = _wire.Of(parsed)!.Value,
        RowWireResistance = _rowWire.Of(parsed),
        ColumnWireResistance = _columnWire.Of(parsed),
        InputResistance = _input.Of(parsed)!.Value,
        OutputResistance = _output.Of(parsed)!.Value,
        DriveEnds = parsed.GetValue(_drive),
        SenseEnds = parsed.GetValue(_senseEnds),
        AccessResistance = _access.Of(parsed)!.Value,
        Nonlinearity = _nonlinearity.Of(parsed)!.Value,
        SenseVoltage = _sense.Of(parsed)!.Value,
        Tolerance = _tolerance.Of(parsed)!.Value,
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
}
