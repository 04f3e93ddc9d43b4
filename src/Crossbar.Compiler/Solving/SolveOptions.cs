using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Solving;

/// <summary>What <c>crossbar solve</c> is asked to do.</summary>
public sealed record SolveOptions
{
    /// <summary>CSV file of M lines of N conductances, in siemens.</summary>
    public required string Conductances { get; init; }

    /// <summary>CSV file of M voltages per line, in volt; every line is one input.</summary>
    public required string Voltages { get; init; }

    /// <summary>Resistance of a segment of both kinds of wires, in ohm, unless one is given by itself.</summary>
    public double WireResistance { get; init; } = 1;

    /// <summary>Resistance of a word-line segment, in ohm; null for <see cref="WireResistance"/>.</summary>
    public double? RowWireResistance { get; init; }

    /// <summary>Resistance of a bit-line segment, in ohm; null for <see cref="WireResistance"/>.</summary>
    public double? ColumnWireResistance { get; init; }

    /// <summary>Resistance between a source and its row, in ohm.</summary>
    public double InputResistance { get; init; } = 1;

    /// <summary>Resistance between a column and its virtual ground, in ohm.</summary>
    public double OutputResistance { get; init; } = 1;

    /// <summary>Which ends of the rows are driven.</summary>
    public LineEnds DriveEnds { get; init; }

    /// <summary>Which ends of the columns are sensed.</summary>
    public LineEnds SenseEnds { get; init; }

    /// <summary>On-resistance of a cell's access transistor, in ohm.</summary>
    public double AccessResistance { get; init; }

    /// <summary>κ of I = G·V_s·sinh(κV)/sinh(κV_s), in 1/volt; 0 for linear memristors.</summary>
    public double Nonlinearity { get; init; }

    /// <summary>V_s, in volt.</summary>
    public double SenseVoltage { get; init; } = 0.2;

    /// <summary>Greatest error of each column current of nonlinear cells as a share of that current; where double precision permits.</summary>
    public double Tolerance { get; init; } = 1e-13;

    /// <summary>Print all node voltages and cell currents instead of the column currents only.</summary>
    public bool Full { get; init; }

    /// <summary>Print JSON instead of CSV.</summary>
    public bool Json { get; init; }

    /// <summary>The array's resistances.</summary>
    public ArrayResistances Resistances =>
        new(RowWireResistance ?? WireResistance, ColumnWireResistance ?? WireResistance, InputResistance, OutputResistance, AccessResistance)
        {
            DriveEnds = DriveEnds, SenseEnds = SenseEnds,
        };

    /// <summary>What else is known of the memristors; null for nothing.</summary>
    public DeviceLaws? Laws { get; init; }

    /// <summary>The memristors.</summary>
    public IDevice Device => Laws is null
        ? Runtime.Devices.Device.Sinh(Nonlinearity, SenseVoltage)
        : Runtime.Devices.Device.Of(new HardwareDesign { Device = Laws, Nonlinearity = Nonlinearity, SenseVoltage = SenseVoltage, MinConductance = Laws.MinConductance, MaxConductance = Laws.MaxConductance });
}
