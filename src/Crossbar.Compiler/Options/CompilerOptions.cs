using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Options;

/// <summary>
/// All that a CrossbarModel item's metadata (or the command line) can say: a record for each stage that reads some of it. The initial values
/// there, and those of <see cref="HardwareDesign"/>, are the defaults; names, units, ranges and texts are in <see cref="OptionTable"/>.
/// </summary>
/// <remarks>
/// A property bears its option's name, less the name of its record where that begins with it (<c>NetlistCell</c> is <c>Netlist.Cell</c>). The five options
/// that are called as their records are (<c>Mapping</c>, <c>Conversion</c>, <c>Hardware</c>, <c>Netlist</c>, <c>Rtl</c>) have names of their own there.
/// </remarks>
public sealed record CompilerOptions
{
    /// <summary>The generated class.</summary>
    public ClassOptions Class { get; init; } = new();

    /// <summary>Model input, labels and calibration images.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>From weights to arrays.</summary>
    public MappingOptions Mapping { get; init; } = new();

    /// <summary>From the targets of cells to conductances.</summary>
    public ConversionOptions Conversion { get; init; } = new();

    /// <summary>DACs and ADCs.</summary>
    public ConverterOptions Converters { get; init; } = new();

    /// <summary>Devices and wires.</summary>
    public HardwareOptions Hardware { get; init; } = new();

    /// <summary>Clock, shared ADCs and copies.</summary>
    public PipelineOptions Pipeline { get; init; } = new();

    /// <summary>What is random.</summary>
    public VariationOptions Variation { get; init; } = new();

    /// <summary>What was measured of the chip.</summary>
    public MeasuredOptions Measured { get; init; } = new();

    /// <summary>Netlists.</summary>
    public NetlistOptions Netlist { get; init; } = new();

    /// <summary>The digital half as hardware.</summary>
    public RtlOptions Rtl { get; init; } = new();

    /// <summary>Tables and report.</summary>
    public OutputOptions Output { get; init; } = new();

    /// <summary>The same options for the chip as it is meant to be, whatever was measured of it: without errors of its own.</summary>
    public CompilerOptions AsDesigned() => this with { Variation = Variation.WithoutErrors(), Measured = new() };

    /// <summary>What the wires of the chip have to be charged with; null where it is not considered.</summary>
    public NodeCapacitances? ToCapacitances() =>
        Hardware is { RowCapacitance: 0, ColumnCapacitance: 0 } ? null : new(Hardware.RowCapacitance, Hardware.ColumnCapacitance);

    /// <summary>The chip that these options describe.</summary>
    public HardwareDesign ToHardware() => new()
    {
        MinConductance = Hardware.MinConductance,
        MaxConductance = Hardware.MaxConductance,
        Resistances = new ArrayResistances(
            Hardware.RowWireResistance ?? Hardware.WireResistance,
            Hardware.ColumnWireResistance ?? Hardware.WireResistance,
            Hardware.InputResistance,
            Hardware.OutputResistance,
            Hardware.AccessResistance)
        {
            DriveEnds = Hardware.DriveEnds,
            SenseEnds = Hardware.SenseEnds,
        },
        InputVoltage = Hardware.InputVoltage,
        SenseVoltage = Hardware.SenseVoltage,
        Nonlinearity = Hardware.Nonlinearity,
        Encoding = Converters.InputEncoding,
        DigitBits = Converters.InputEncoding == InputEncoding.Spikes ? Converters.DacBits : Converters.InputDigitBits,
        Device = Hardware.Device?.Definition.Laws,
        ColumnsPerAdc = AdcSharing.ColumnsOf(this),
        Converters = Variation.ToConverterErrors() is { IsNone: false } errors ? new ConverterVariation(errors, Variation.ConverterTrim, Variation.Seed) : null,
    };
}
