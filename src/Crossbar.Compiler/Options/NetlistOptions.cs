namespace Crossbar.Compiler.Options;

/// <summary>The netlists that are written.</summary>
public sealed record NetlistOptions
{
    /// <summary>The simulator that netlists are written for.</summary>
    public NetlistDialect Dialect { get; init; } = NetlistDialect.Ngspice;

    /// <summary>What a memristor is in a netlist.</summary>
    public NetlistCell Cell { get; init; } = NetlistCell.Auto;

    /// <summary>The greatest relative difference between decks of cells of the user's own and the declared law; null for <see cref="DefaultTolerance"/>.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The tolerance where none is given.</summary>
    public const double DefaultTolerance = 1e-6;

    /// <summary>Full path of the file whose first subcircuit is the cell of <see cref="NetlistCell.Custom"/>; null where not given.</summary>
    public string? Subcircuit { get; init; }

    /// <summary>What a cell's access transistor is in a netlist.</summary>
    public NetlistAccess Access { get; init; } = NetlistAccess.Resistor;

    /// <summary>Number of test vectors that a deck reads, windows of the calibration data.</summary>
    public int Vectors { get; init; } = 2;

    /// <summary>What surrounds the arrays in a netlist.</summary>
    public PeripheralCircuits Peripherals { get; init; } = PeripheralCircuits.Ideal;

    /// <summary>Full path of the folder for netlists; null where not given.</summary>
    public string? Directory { get; init; }
}
