using System.Collections.Immutable;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Options;

/// <summary>
/// All that a CrossbarModel item's metadata (or the command line) can say. The initial values here, and those of
/// <see cref="HardwareDesign"/>, are the defaults; units, ranges and texts are in <see cref="OptionTable"/>.
/// </summary>
public sealed record CompilerOptions
{
    private static readonly HardwareDesign DefaultHardware = new();

    /// <summary>Name of the generated class; null: the model's file name in PascalCase + <c>Crossbar</c>.</summary>
    public string? ClassName { get; init; }

    /// <summary>Namespace of the generated class; null: none was given.</summary>
    public string? Namespace { get; init; }

    /// <summary>Accessibility of the generated class.</summary>
    public ClassAccessibility Accessibility { get; init; } = ClassAccessibility.Public;

    /// <summary>Full path of the .npz or .npy file that ranges and fits are taken from.</summary>
    public string? CalibrationData { get; init; }

    /// <summary>How many images of <see cref="CalibrationData"/> are used.</summary>
    public int CalibrationSamples { get; init; } = 10;

    /// <summary>Full path of the text file with one class name per line.</summary>
    public string? Labels { get; init; }

    /// <summary>Name of the tensor that is the network's input; null for the model's only one.</summary>
    public string? InputName { get; init; }

    /// <summary>Name of the tensor that is the network's output; null for the model's first. (MSBuild knows no metadata called Output.)</summary>
    public string? OutputName { get; init; }

    /// <summary>Shape of one image; empty for what the model says.</summary>
    public ImmutableArray<int> InputShape { get; init; } = [];

    /// <summary>Factor on byte pixels; null where not given, which means 1/255.</summary>
    public double? InputScale { get; init; }

    /// <summary>Mean of each channel after scaling, one value or C; empty where not given.</summary>
    public ImmutableArray<double> InputMean { get; init; } = [];

    /// <summary>Standard deviation of each channel after scaling, one value or C; empty where not given.</summary>
    public ImmutableArray<double> InputStd { get; init; } = [];

    /// <summary>Layout of weights on arrays.</summary>
    public MappingScheme Mapping { get; init; } = MappingScheme.Dense;

    /// <summary>Whether α is chosen for each column or for each array.</summary>
    public WeightScale Scale { get; init; } = WeightScale.Column;

    /// <summary>From targets to programmed conductances.</summary>
    public ConversionMethod Conversion { get; init; } = ConversionMethod.Exact;

    /// <summary>The input that <see cref="ConversionMethod.Signal"/> converts for.</summary>
    public ConversionSignal ConversionSignal { get; init; } = ConversionSignal.Default;

    /// <summary>Most rows of an array; 0 for no limit.</summary>
    public int MaxRows { get; init; } = 128;

    /// <summary>Most columns of an array; 0 for no limit.</summary>
    public int MaxColumns { get; init; } = 128;

    /// <summary>Columns of each array beyond those that its outputs need, for stuck cells.</summary>
    public int SpareColumns { get; init; }

    /// <summary>Full path of the file that lists cells that cannot be programmed; null for none.</summary>
    public string? FaultMap { get; init; }

    /// <summary>In which order inputs and outputs lie on an array's wires.</summary>
    public LineOrder LineOrder { get; init; } = LineOrder.Optimized;

    /// <summary>Where the offset current is subtracted.</summary>
    public OffsetSubtraction OffsetSubtraction { get; init; } = OffsetSubtraction.Analog;

    /// <summary>Resolution of the DACs in bits; 0 for no quantisation.</summary>
    public int DacBits { get; init; } = 8;

    /// <summary>Resolution of the ADCs in bits; 0 for no quantisation.</summary>
    public int AdcBits { get; init; } = 8;

    /// <summary>How the DACs' ranges are chosen.</summary>
    public RangeRule DacRange { get; init; } = RangeRule.MinimumError;

    /// <summary>How the ADCs' ranges are chosen.</summary>
    public RangeRule AdcRange { get; init; } = RangeRule.MinimumError;

    /// <summary>The percentile of <see cref="RangeRule.Percentile"/>.</summary>
    public double RangePercentile { get; init; } = 99.9;

    /// <summary>Which DACs share a range.</summary>
    public DacRangeScope DacRangeScope { get; init; } = DacRangeScope.Layer;

    /// <summary>Which ADCs share a range.</summary>
    public AdcRangeScope AdcRangeScope { get; init; } = AdcRangeScope.Column;

    /// <summary>Which columns share a first-order fit.</summary>
    public FitScope FitScope { get; init; } = FitScope.Column;

    /// <summary>Full path of the JSON file that holds hardware metadata.</summary>
    public string? Hardware { get; init; }

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

    /// <summary>Number of levels that a conductance can be programmed to; 0 for a continuum.</summary>
    public int ConductanceLevels { get; init; }

    /// <summary>Standard deviation of the programming error, in siemens.</summary>
    public double ProgrammingSigma { get; init; }

    /// <summary>Probability of a cell to be stuck at the greatest conductance.</summary>
    public double StuckOnRate { get; init; }

    /// <summary>Probability of a cell to be stuck at the least conductance.</summary>
    public double StuckOffRate { get; init; }

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>The simulator that netlists are written for.</summary>
    public NetlistDialect Netlist { get; init; } = NetlistDialect.Ngspice;

    /// <summary>What a memristor is in a netlist.</summary>
    public NetlistCell NetlistCell { get; init; } = NetlistCell.Auto;

    /// <summary>What a cell's access transistor is in a netlist.</summary>
    public NetlistAccess NetlistAccess { get; init; } = NetlistAccess.Resistor;

    /// <summary>Number of test vectors that a deck reads, windows of the calibration data.</summary>
    public int NetlistVectors { get; init; } = 2;

    /// <summary>What surrounds the arrays in a netlist.</summary>
    public PeripheralCircuits Peripherals { get; init; } = PeripheralCircuits.Ideal;

    /// <summary>Full path of the folder for netlists; null where not given.</summary>
    public string? NetlistDirectory { get; init; }

    /// <summary>How the tables of constants reach the user's assembly.</summary>
    public TableForm Tables { get; init; } = TableForm.Auto;

    /// <summary>Whether the tables hold the arrays' transfer matrices beside their conductances, so that nothing is solved at start.</summary>
    public bool BakeTransfer { get; init; }

    /// <summary>Whether a compile writes an HTML page about the model.</summary>
    public bool Report { get; init; }

    /// <summary>Whether the item says how byte images become inputs.</summary>
    public bool HasNormalization => InputScale is not null || !InputMean.IsEmpty || !InputStd.IsEmpty;

    /// <summary>The chip that these options describe.</summary>
    public HardwareDesign ToHardware() => new()
    {
        MinConductance = MinConductance,
        MaxConductance = MaxConductance,
        Resistances = new ArrayResistances(
            RowWireResistance ?? WireResistance, ColumnWireResistance ?? WireResistance, InputResistance, OutputResistance, AccessResistance)
        {
            DriveEnds = DriveEnds,
            SenseEnds = SenseEnds,
        },
        InputVoltage = InputVoltage,
        SenseVoltage = SenseVoltage,
        Nonlinearity = Nonlinearity,
    };

    /// <summary>How byte images become inputs: what is not given is that of <see cref="InputNormalization.UnitRange"/>.</summary>
    public InputNormalization ToNormalization() => new(
        InputScale is { } scale ? (float)scale : InputNormalization.UnitRange.Scale,
        InputMean.IsEmpty ? InputNormalization.UnitRange.Mean : [.. InputMean.Select(v => (float)v)],
        InputStd.IsEmpty ? InputNormalization.UnitRange.Std : [.. InputStd.Select(v => (float)v)]);
}
