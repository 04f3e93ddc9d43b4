using Crossbar.Runtime;

namespace Crossbar.Tool.Arguments;

/// <summary>The wires of the chip at hand, where they are not those that it was compiled for.</summary>
internal sealed class ActualWireArguments
{
    // As for item metadata, in ohm.
    private const double MaxResistance = 1e9;

    private readonly NumberArgument _wire;
    private readonly NumberArgument _row;
    private readonly NumberArgument _column;
    private readonly NumberArgument _input;
    private readonly NumberArgument _output;

    /// <summary>Adds the options to a command.</summary>
    public ActualWireArguments(Command command)
    {
        _wire = Number("--actual-wire-resistance", "Wire between neighbouring cells of a row or column as this chip has it");
        _row = Number("--actual-row-wire-resistance", "The same for rows alone");
        _column = Number("--actual-column-wire-resistance", "The same for columns alone");
        _input = Number("--actual-input-resistance", "Between a row's source and its first cell as this chip has it");
        _output = Number("--actual-output-resistance", "Between a column's last cell and its virtual ground as this chip has it");

        NumberArgument Number(string name, string description) =>
            new(command, name, $"{description} (ohm, default: as compiled).", r => r is >= 0 and <= MaxResistance, FormattableString.Invariant($"0 to {MaxResistance:R} ohms"));
    }

    /// <summary>A chip with these wires.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="chip">All else.</param>
    public CrossbarOptions On(ParseResult parsed, CrossbarOptions chip) => chip with
    {
        ActualWireResistance = _wire.Of(parsed),
        ActualRowWireResistance = _row.Of(parsed),
        ActualColumnWireResistance = _column.Of(parsed),
        ActualInputResistance = _input.Of(parsed),
        ActualOutputResistance = _output.Of(parsed),
    };
}
