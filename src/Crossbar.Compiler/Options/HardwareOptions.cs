using Crossbar.Compiler.Components;
using Crossbar.Compiler.Devices;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Options;

/// <summary>The chip's devices and wires.</summary>
public sealed record HardwareOptions
{
    private static readonly HardwareDesign DefaultHardware = new();

    /// <summary>Full path of the JSON file that holds hardware metadata.</summary>
    public string? File { get; init; }

    /// <summary>The device; null where nothing is known but what the other options say.</summary>
    public PresetChoice<DeviceDefinition>? Device { get; init; }

    /// <summary>What converters and cells take where no circuit tells it.</summary>
    public PresetChoice<ComponentSet> Components { get; init; } = new(ComponentCatalog.Default.Name, ComponentCatalog.Default);

    /// <summary>The least conductance that a memristor can be programmed to, in siemens.</summary>
    public double MinConductance { get; init; } = DefaultHardware.MinConductance;

    /// <summary>The greatest conductance that a memristor can be programmed to, in siemens.</summary>
    public double MaxConductance { get; init; } = DefaultHardware.MaxConductance;

    /// <summary>Resistance of a wire segment between neighbouring cells, in ohm.</summary>
    public double WireResistance { get; init; } = DefaultHardware.Resistances.WordLine;

    /// <summary>Resistance of a segment of a row's wire, in ohm; null for <see cref="WireResistance"/>.</summary>
    public double? RowWireResistance { get; init; }

    /// <summary>Resistance of a segment of a column's wire, in ohm; null for <see cref="WireResistance"/>.</summary>
    public double? ColumnWireResistance { get; init; }

    /// <summary>Resistance between a row's source and its first cell, in ohm.</summary>
    public double InputResistance { get; init; } = DefaultHardware.Resistances.Input;

    /// <summary>Resistance between a column's last cell and its virtual ground, in ohm.</summary>
    public double OutputResistance { get; init; } = DefaultHardware.Resistances.Output;

    /// <summary>Whether each row is driven at its first cell or at both ends.</summary>
    public LineEnds DriveEnds { get; init; } = DefaultHardware.Resistances.DriveEnds;

    /// <summary>Whether each column is sensed below its last cell or at both ends.</summary>
    public LineEnds SenseEnds { get; init; } = DefaultHardware.Resistances.SenseEnds;

    /// <summary>Capacitance to ground at each cell of a row, wire and cell together, in farad; 0 is not considered.</summary>
    public double RowCapacitance { get; init; }

    /// <summary>Capacitance to ground at each cell of a column, wire and cell together, in farad; 0 is not considered.</summary>
    public double ColumnCapacitance { get; init; }

    /// <summary>On-resistance of each cell's access transistor, in ohm.</summary>
    public double AccessResistance { get; init; } = DefaultHardware.Resistances.Access;

    /// <summary>Full-scale voltage of the DACs, in volt.</summary>
    public double InputVoltage { get; init; } = DefaultHardware.InputVoltage;

    /// <summary>Voltage at which a nonlinear memristor's conductance is read, in volt.</summary>
    public double SenseVoltage { get; init; } = DefaultHardware.SenseVoltage;

    /// <summary>κ of I = G·V_s·sinh(κV)/sinh(κV_s), in 1/volt.</summary>
    public double Nonlinearity { get; init; } = DefaultHardware.Nonlinearity;

    /// <summary>Duration of one read of the arrays, in second; the paper's arrays run at 100 MHz (section 3.1).</summary>
    public double ReadTime { get; init; } = 10e-9;
}
