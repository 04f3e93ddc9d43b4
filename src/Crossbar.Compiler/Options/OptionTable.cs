using Crossbar.Compiler.Components;
using Crossbar.Compiler.Devices;
using System.Collections.Frozen;
using Crossbar.Build;

namespace Crossbar.Compiler.Options;

/// <summary>Every option there is. The one place that knows names, units, ranges and descriptions.</summary>
public static class OptionTable
{
    private const string Paper = "the paper";

    private const double MaxResistance = 1e9;

    private const double MaxVoltage = 100;

    // No memristor conducts more; a value in microsiemens does not pass as one in siemens.
    private const double MaxSiemens = 1;

    private static readonly NumberRange Resistance = new(0, MaxResistance);

    // No cell of a chip has a nanofarad; a value in femtofarad does not pass as one in farad.
    private static readonly NumberRange Capacitance = new(0, 1e-9);

    private static readonly NumberRange Bits = new(0, 16);

    // More than that is no converter of so many bits.
    private static readonly NumberRange Lsb = new(0, 16);

    private static readonly NumberRange ArraySide = new(0, 65536);

    private static readonly OptionStage<ClassOptions> Class = new(o => o.Class, (o, s) => o with { Class = s });
    private static readonly OptionStage<DataOptions> Data = new(o => o.Data, (o, s) => o with { Data = s });
    private static readonly OptionStage<MappingOptions> Mapping = new(o => o.Mapping, (o, s) => o with { Mapping = s });
    private static readonly OptionStage<ConversionOptions> Conversion = new(o => o.Conversion, (o, s) => o with { Conversion = s });
    private static readonly OptionStage<ConverterOptions> Converters = new(o => o.Converters, (o, s) => o with { Converters = s });
    private static readonly OptionStage<HardwareOptions> Hardware = new(o => o.Hardware, (o, s) => o with { Hardware = s });
    private static readonly OptionStage<PipelineOptions> Pipeline = new(o => o.Pipeline, (o, s) => o with { Pipeline = s });
    private static readonly OptionStage<VariationOptions> Variation = new(o => o.Variation, (o, s) => o with { Variation = s });
    private static readonly OptionStage<MeasuredOptions> Measured = new(o => o.Measured, (o, s) => o with { Measured = s });
    private static readonly OptionStage<NetlistOptions> Netlist = new(o => o.Netlist, (o, s) => o with { Netlist = s });
    private static readonly OptionStage<RtlOptions> Rtl = new(o => o.Rtl, (o, s) => o with { Rtl = s });
    private static readonly OptionStage<OutputOptions> Output = new(o => o.Output, (o, s) => o with { Output = s });

    /// <summary>All options, in the order in which help and documentation list them.</summary>
    public static ImmutableArray<OptionDefinition> All { get; } =
    [
        .. In(OptionGroup.Class,
            Class.Text("ClassName", "Name of the generated class", CSharpName.WhatIsWrongWithClass,
                o => o.Name, (o, v) => o with { Name = v }) with { DefaultNote = "file name in PascalCase + Crossbar" },
            Class.Text("Namespace", "Namespace of the generated class", CSharpName.WhatIsWrongWithNamespace,
                o => o.Namespace, (o, v) => o with { Namespace = v }) with { DefaultNote = "$(RootNamespace)" },
            Class.Choice("Accessibility", "Accessibility of the generated class",
                o => o.Accessibility, (o, v) => o with { Accessibility = v }) with { HasProperty = true }),

        .. In(OptionGroup.Data,
            Data.Path("CalibrationData", "Images that converter ranges and fits are taken from: .npz with x and optionally y, or .npy",
                o => o.CalibrationData, (o, v) => o with { CalibrationData = v }) with { DefaultNote = "none" },
            Data.Integer("CalibrationSamples", "How many of these images are used, from each class in turn where y is given", new NumberRange(1, 1_000_000),
                o => o.CalibrationSamples, (o, v) => o with { CalibrationSamples = v }) with { Unit = "images", Source = Paper },
            Data.Path("Labels", "Text file with one class name per line",
                o => o.Labels, (o, v) => o with { Labels = v }) with { DefaultNote = "class numbers" },
            Data.Text("InputName", "Name of the tensor that is the network's input, or at which the model is cut", _ => null,
                o => o.InputName, (o, v) => o with { InputName = v }) with { DefaultNote = "the model's only input" },
            Data.Text("OutputName", "Name of the tensor that is the network's output", _ => null,
                o => o.OutputName, (o, v) => o with { OutputName = v }) with { DefaultNote = "the model's first output" },
            Data.Shape("InputShape", "Shape of one image where the model leaves it open, such as 3,224,224",
                o => o.InputShape, (o, v) => o with { InputShape = v }) with { DefaultNote = "what the model says" },
            Data.Number("InputScale", "Factor that byte pixels are multiplied by", NumberRange.Positive(double.MaxValue),
                o => o.InputScale, (o, v) => o with { InputScale = v }) with { DefaultNote = "1/255" },
            Data.Numbers("InputMean", "Mean that is then subtracted, one or one per channel", NumberRange.Any,
                o => o.InputMean, (o, v) => o with { InputMean = v }) with { DefaultNote = "0" },
            Data.Numbers("InputStd", "Standard deviation that is then divided by, one or one per channel", NumberRange.Positive(double.MaxValue),
                o => o.InputStd, (o, v) => o with { InputStd = v }) with { DefaultNote = "1" }),

        .. In(OptionGroup.Mapping,
            Mapping.Choice("Mapping", "Layout of a layer's weights on arrays",
                o => o.Scheme, (o, v) => o with { Scheme = v }) with { HasProperty = true },
            Mapping.Choice("Scale", "Whether each column or each array has its own factor from weight to conductance",
                o => o.Scale, (o, v) => o with { Scale = v }),
            Mapping.Integer("WeightBits", "Bits of whole numbers, the sign among them, that weights are rounded to; 0 for weights as they are", Bits,
                o => o.WeightBits, (o, v) => o with { WeightBits = v }) with { IsTold = o => o.Mapping.WeightBits > 0 },
            Mapping.Integer("CellBits", "Bits of a weight per cell, the other bits in further cells, digit by digit; 0 for a whole weight per cell", new NumberRange(0, 8),
                o => o.CellBits, (o, v) => o with { CellBits = v }) with { IsTold = o => o.Mapping.CellBits > 0 },
            Mapping.Choice("SlicePlacement", "Whether the cells of a weight's digits lie in neighbouring columns or in arrays of their own",
                o => o.SlicePlacement, (o, v) => o with { SlicePlacement = v }) with { IsTold = o => o.Mapping.CellBits > 0 },
            Mapping.Integer("Copies", "Devices per weight in neighbouring columns, whose currents are added", new NumberRange(1, 16),
                o => o.Copies, (o, v) => o with { Copies = v }) with { Unit = "devices", IsTold = o => o.Mapping.Copies > 1 },
            Conversion.Choice("Conversion", "How programmed conductances make up for parasitic resistances",
                o => o.Method, (o, v) => o with { Method = v }) with { HasProperty = true },
            Conversion.Signal("ConversionSignal", "Input that Conversion=Signal is exact for, as shares of full scale: Mean of the data, one number, or one per row",
                o => o.Signal, (o, v) => o with { Signal = v }) with { Source = Paper },
            Mapping.Integer("MaxRows", "Maximum number of rows of an array, 0 for no limit", ArraySide,
                o => o.MaxRows, (o, v) => o with { MaxRows = v }) with { Unit = "rows", InHardwareFile = true, HasProperty = true },
            Mapping.Integer("MaxColumns", "Maximum number of columns of an array, 0 for no limit", ArraySide,
                o => o.MaxColumns, (o, v) => o with { MaxColumns = v }) with { Unit = "columns", InHardwareFile = true, HasProperty = true },
            Mapping.Integer("SpareColumns", "Columns of each array beyond those that it needs, for stuck cells", new NumberRange(0, 1024),
                o => o.SpareColumns, (o, v) => o with { SpareColumns = v }) with { Unit = "columns", InHardwareFile = true },
            Mapping.Path("FaultMap", "Text file of the cells that cannot be programmed: array,row,column,on or off on each line",
                o => o.FaultMap, (o, v) => o with { FaultMap = v }) with { DefaultNote = "none" },
            Conversion.Choice("LineOrder", "Whether rows and columns are placed so that the wires leave the widest conductance range",
                o => o.LineOrder, (o, v) => o with { LineOrder = v }),
            Mapping.Choice("OffsetSubtraction", "Whether the offset is subtracted before the ADC by a reference column or after it",
                o => o.OffsetSubtraction, (o, v) => o with { OffsetSubtraction = v })),

        .. In(OptionGroup.Calibration,
            Converters.Choice("DacRange", "How the DACs' ranges are chosen: least squared error, a percentile, or from the least to the greatest activation",
                o => o.DacRange, (o, v) => o with { DacRange = v }),
            Converters.Choice("AdcRange", "How the ADCs' ranges are chosen, likewise",
                o => o.AdcRange, (o, v) => o with { AdcRange = v }),
            Converters.Number("RangePercentile", "Percentile at which Percentile ranges end", new NumberRange(50, 100, ExcludesMin: true),
                o => o.RangePercentile, (o, v) => o with { RangePercentile = v }) with { Unit = "percent" },
            Converters.Choice("DacRangeScope", "Whether each layer or each array has its own DAC range",
                o => o.DacRangeScope, (o, v) => o with { DacRangeScope = v }),
            Converters.Choice("AdcRangeScope", "Whether each column, each array or each layer has its own ADC range",
                o => o.AdcRangeScope, (o, v) => o with { AdcRangeScope = v }),
            Converters.Choice("FitScope", "Whether each column or each array has its own first-order fit",
                o => o.FitScope, (o, v) => o with { FitScope = v })),

        .. In(OptionGroup.Hardware,
            Hardware.Path("Hardware", "JSON file that holds hardware options by name; what is given explicitly wins",
                o => o.File, (o, v) => o with { File = v }) with { DefaultNote = "none", HasProperty = true },
            new PresetOption<DeviceDefinition>("Device", "The device: its conductances, laws of programming, drift and noise, and characteristic; a name or a JSON file",
                DeviceCatalog.Devices, device => device.Laws.Name, o => o.Hardware.Device, (o, v) => o with { Hardware = o.Hardware with { Device = v } })
            { Stage = typeof(HardwareOptions), InHardwareFile = true, DefaultNote = "none" },
            new PresetOption<ComponentSet>("Components", "What converters and cells take where no circuit tells it: energy of a use and area, as published; a name or a JSON file",
                ComponentCatalog.Sets, set => set.Name, o => o.Hardware.Components, (o, v) => o with { Hardware = o.Hardware with { Components = v } })
            { Stage = typeof(HardwareOptions), InHardwareFile = true, IsTold = o => o.Hardware.Components.Definition != ComponentCatalog.Default },
            Converters.Choice("InputEncoding", "How rows are told an activation: a voltage, the digits of its code one after the other, the width of a pulse, or a number of spikes",
                o => o.InputEncoding, (o, v) => o with { InputEncoding = v }) with { InHardwareFile = true, IsTold = o => o.Converters.InputEncoding != InputEncoding.Amplitude },
            Converters.Integer("InputDigitBits", "Bits that each pulse of InputEncoding=BitSerial tells", new NumberRange(1, 16),
                o => o.InputDigitBits, (o, v) => o with { InputDigitBits = v }) with { Unit = "bits", InHardwareFile = true, IsTold = o => o.Converters.InputEncoding == InputEncoding.BitSerial },
            Converters.Integer("DacBits", "Resolution of the DACs, 0 for no quantisation", Bits,
                o => o.DacBits, (o, v) => o with { DacBits = v }) with { Unit = "bits", InHardwareFile = true, Source = Paper, HasProperty = true },
            Converters.Integer("AdcBits", "Resolution of the ADCs, 0 for no quantisation", Bits,
                o => o.AdcBits, (o, v) => o with { AdcBits = v }) with { Unit = "bits", InHardwareFile = true, Source = Paper, HasProperty = true },
            Hardware.Number("MinConductance", "Least conductance of a memristor", new NumberRange(0, MaxSiemens),
                o => o.MinConductance, (o, v) => o with { MinConductance = v }) with { Unit = "siemens", InHardwareFile = true, Source = Paper },
            Hardware.Number("MaxConductance", "Greatest conductance of a memristor", NumberRange.Positive(MaxSiemens),
                o => o.MaxConductance, (o, v) => o with { MaxConductance = v }) with { Unit = "siemens", InHardwareFile = true, Source = Paper },
            Hardware.Number("WireResistance", "Wire between neighbouring cells of a row or column", Resistance,
                o => o.WireResistance, (o, v) => o with { WireResistance = v }) with { Unit = "ohm", InHardwareFile = true, Source = Paper, HasProperty = true },
            Hardware.Number("RowWireResistance", "Wire between neighbouring cells of a row", Resistance,
                o => o.RowWireResistance, (o, v) => o with { RowWireResistance = v }) with { Unit = "ohm", InHardwareFile = true, DefaultNote = "WireResistance" },
            Hardware.Number("ColumnWireResistance", "Wire between neighbouring cells of a column", Resistance,
                o => o.ColumnWireResistance, (o, v) => o with { ColumnWireResistance = v }) with { Unit = "ohm", InHardwareFile = true, DefaultNote = "WireResistance" },
            Hardware.Number("InputResistance", "Between a row's source and its first cell", Resistance,
                o => o.InputResistance, (o, v) => o with { InputResistance = v }) with { Unit = "ohm", InHardwareFile = true, Source = Paper },
            Hardware.Number("OutputResistance", "Between a column's last cell and its virtual ground", Resistance,
                o => o.OutputResistance, (o, v) => o with { OutputResistance = v }) with { Unit = "ohm", InHardwareFile = true, Source = Paper },
            Hardware.Choice("DriveEnds", "Whether each row is driven at its first cell or, through as much resistance again, at its last too",
                o => o.DriveEnds, (o, v) => o with { DriveEnds = v }) with { InHardwareFile = true, Source = Paper },
            Hardware.Choice("SenseEnds", "Whether each column is sensed below its last cell or, through as much resistance again, above its first too",
                o => o.SenseEnds, (o, v) => o with { SenseEnds = v }) with { InHardwareFile = true, Source = Paper },
            Hardware.Number("AccessResistance", "On-resistance of each cell's access transistor", Resistance,
                o => o.AccessResistance, (o, v) => o with { AccessResistance = v }) with { Unit = "ohm", InHardwareFile = true },
            Hardware.Number("RowCapacitance", "Capacitance to ground at each cell of a row, wire and cell together, 0 for what is not considered", Capacitance,
                o => o.RowCapacitance, (o, v) => o with { RowCapacitance = v }) with { Unit = "farad", InHardwareFile = true, IsTold = o => o.Hardware.RowCapacitance > 0 },
            Hardware.Number("ColumnCapacitance", "Capacitance to ground at each cell of a column, wire and cell together, 0 for what is not considered", Capacitance,
                o => o.ColumnCapacitance, (o, v) => o with { ColumnCapacitance = v }) with { Unit = "farad", InHardwareFile = true, IsTold = o => o.Hardware.ColumnCapacitance > 0 },
            Hardware.Number("InputVoltage", "Full-scale voltage of the DACs", NumberRange.Positive(MaxVoltage),
                o => o.InputVoltage, (o, v) => o with { InputVoltage = v }) with { Unit = "volt", InHardwareFile = true, Source = Paper },
            Hardware.Number("SenseVoltage", "Voltage at which a nonlinear memristor's conductance is read", NumberRange.Positive(MaxVoltage),
                o => o.SenseVoltage, (o, v) => o with { SenseVoltage = v }) with { Unit = "volt", InHardwareFile = true, Source = Paper },
            Hardware.Number("Nonlinearity", "κ of a memristor's I = G·Vs·sinh(κV)/sinh(κVs), 0 for a linear one", new NumberRange(0, 100),
                o => o.Nonlinearity, (o, v) => o with { Nonlinearity = v }) with { Unit = "1/volt", InHardwareFile = true },
            Conversion.Integer("ConductanceLevels", "Number of levels of a programmed conductance, 0 for a continuum", ArraySide,
                o => o.ConductanceLevels, (o, v) => o with { ConductanceLevels = v }) with { Unit = "levels", InHardwareFile = true },
            Hardware.Number("ReadTime", "Duration of one read of the arrays, for the energy and the rate that the report gives, and for what has to settle", NumberRange.Positive(1),
                o => o.ReadTime, (o, v) => o with { ReadTime = v }) with { Unit = "second", InHardwareFile = true, Source = Paper },
            Pipeline.Number("ClockFrequency", "Clock of the digital half", NumberRange.Positive(PipelineOptions.MaxClockFrequency),
                o => o.ClockFrequency, (o, v) => o with { ClockFrequency = v }) with { Unit = "hertz", InHardwareFile = true, Source = Paper, IsTold = o => o.Pipeline.ClockFrequency != new PipelineOptions().ClockFrequency },
            Pipeline.Integer("ColumnsPerAdc", "Columns that share an ADC, 0 for as many as it converts during a read", ArraySide,
                o => o.ColumnsPerAdc, (o, v) => o with { ColumnsPerAdc = v }) with { Unit = "columns", InHardwareFile = true, IsTold = o => o.Pipeline.ColumnsPerAdc > 0 },
            Pipeline.Integer("MaxArrays", "Arrays that the chip has, for copies of those of layers that hold it up; 0 for one of each", new NumberRange(0, 100_000_000),
                o => o.MaxArrays, (o, v) => o with { MaxArrays = v }) with { Unit = "arrays", InHardwareFile = true, IsTold = o => o.Pipeline.MaxArrays > 0 },
            Pipeline.Number("TargetRate", "Images per second that arrays are copied for", NumberRange.Positive(1e12),
                o => o.TargetRate, (o, v) => o with { TargetRate = v }) with { Unit = "images/s", InHardwareFile = true, DefaultNote = "none", IsTold = o => o.Pipeline.TargetRate is not null }),

        .. In(OptionGroup.Variation,
            Variation.Number("ProgrammingSigma", "Standard deviation of the error that programming adds to each conductance", new NumberRange(0, MaxSiemens),
                o => o.ProgrammingSigma, (o, v) => o with { ProgrammingSigma = v }) with { Unit = "siemens", InHardwareFile = true },
            Variation.Number("StuckOnRate", "Probability of a cell to be stuck at MaxConductance", new NumberRange(0, 0.5),
                o => o.StuckOnRate, (o, v) => o with { StuckOnRate = v }) with { InHardwareFile = true },
            Variation.Number("StuckOffRate", "Probability of a cell to be stuck at MinConductance", new NumberRange(0, 0.5),
                o => o.StuckOffRate, (o, v) => o with { StuckOffRate = v }) with { InHardwareFile = true },
            Variation.Number("DacOffsetSigma", "Standard deviation of the level of each DAC at code 0", Lsb,
                o => o.DacOffsetSigma, (o, v) => o with { DacOffsetSigma = v }) with { Unit = "LSB", InHardwareFile = true, IsTold = o => o.Variation.DacOffsetSigma > 0 },
            Variation.Number("DacGainSigma", "Standard deviation of the relative error of each DAC's gain", new NumberRange(0, 0.1),
                o => o.DacGainSigma, (o, v) => o with { DacGainSigma = v }) with { InHardwareFile = true, IsTold = o => o.Variation.DacGainSigma > 0 },
            Variation.Number("DacInlSigma", "Standard deviation of the greatest deviation of each DAC's smooth bow from a straight line", Lsb,
                o => o.DacInlSigma, (o, v) => o with { DacInlSigma = v }) with { Unit = "LSB", InHardwareFile = true, IsTold = o => o.Variation.DacInlSigma > 0 },
            Variation.Number("DacDnlSigma", "Standard deviation of the error of each DAC's step at mid-scale, by mismatch of its unit elements", Lsb,
                o => o.DacDnlSigma, (o, v) => o with { DacDnlSigma = v }) with { Unit = "LSB", InHardwareFile = true, IsTold = o => o.Variation.DacDnlSigma > 0 },
            Variation.Number("DacNoise", "What each conversion of a DAC adds at random, root mean square", Lsb,
                o => o.DacNoise, (o, v) => o with { DacNoise = v }) with { Unit = "LSB", InHardwareFile = true, IsTold = o => o.Variation.DacNoise > 0 },
            Variation.Number("AdcOffsetSigma", "Standard deviation of the level of each ADC at code 0", Lsb,
                o => o.AdcOffsetSigma, (o, v) => o with { AdcOffsetSigma = v }) with { Unit = "LSB", InHardwareFile = true, IsTold = o => o.Variation.AdcOffsetSigma > 0 },
            Variation.Number("AdcGainSigma", "Standard deviation of the relative error of each ADC's gain", new NumberRange(0, 0.1),
                o => o.AdcGainSigma, (o, v) => o with { AdcGainSigma = v }) with { InHardwareFile = true, IsTold = o => o.Variation.AdcGainSigma > 0 },
            Variation.Number("AdcInlSigma", "Standard deviation of the greatest deviation of each ADC's smooth bow from a straight line", Lsb,
                o => o.AdcInlSigma, (o, v) => o with { AdcInlSigma = v }) with { Unit = "LSB", InHardwareFile = true, IsTold = o => o.Variation.AdcInlSigma > 0 },
            Variation.Number("AdcDnlSigma", "Standard deviation of the error of each ADC's step at mid-scale, by mismatch of its unit elements", Lsb,
                o => o.AdcDnlSigma, (o, v) => o with { AdcDnlSigma = v }) with { Unit = "LSB", InHardwareFile = true, IsTold = o => o.Variation.AdcDnlSigma > 0 },
            Variation.Number("AdcNoise", "What each conversion of an ADC adds at random, root mean square", Lsb,
                o => o.AdcNoise, (o, v) => o with { AdcNoise = v }) with { Unit = "LSB", InHardwareFile = true, IsTold = o => o.Variation.AdcNoise > 0 },
            Variation.Choice("ConverterTrim", "Whether the digital half takes out each converter's measured offset and gain",
                o => o.ConverterTrim, (o, v) => o with { ConverterTrim = v }) with { InHardwareFile = true, IsTold = o => !o.Variation.ToConverterErrors().IsNone },
            Variation.Integer("Seed", "Seed of everything random", new NumberRange(int.MinValue, int.MaxValue),
                o => o.Seed, (o, v) => o with { Seed = v })),

        .. In(OptionGroup.Measured,
            Measured.Path("MeasuredConductances", "Folder that crossbar program wrote, with the conductances that were read back: the chip is calibrated on these",
                o => o.Conductances, (o, v) => o with { Conductances = v }) with { IsDirectory = true, FilePattern = "*.csv", DefaultNote = "none" },
            Measured.Choice("UnreadableCells", "What cells are taken for that were not read back: an error, as programmed, or stuck",
                o => o.UnreadableCells, (o, v) => o with { UnreadableCells = v }) with { IsTold = o => o.Measured.Conductances is not null }),

        .. In(OptionGroup.Output,
            Netlist.Choice("Netlist", "Simulator that netlists are written for",
                o => o.Dialect, (o, v) => o with { Dialect = v }) with { HasProperty = true },
            Netlist.Choice("NetlistCell", "What a memristor is in netlists; Auto is Nonlinear where memristors are nonlinear, else Resistor",
                o => o.Cell, (o, v) => o with { Cell = v }),
            Netlist.Path("NetlistSubcircuit", "SPICE file whose first .subckt is the memristor of NetlistCell=Custom: ports top and bottom, parameter G in siemens",
                o => o.Subcircuit, (o, v) => o with { Subcircuit = v }) with { DefaultNote = "none" },
            Netlist.Number("NetlistTolerance", "Greatest relative difference between decks of NetlistCell=Custom and the chip's own law", NumberRange.Positive(1),
                o => o.Tolerance, (o, v) => o with { Tolerance = v }) with { DefaultNote = "1E-06", IsTold = o => o.Netlist.Tolerance is not null },
            Netlist.Choice("NetlistAccess", "What stands for AccessResistance in netlists",
                o => o.Access, (o, v) => o with { Access = v }),
            Netlist.Integer("NetlistVectors", "Windows of the calibration data that each deck reads and checks", new NumberRange(1, 64),
                o => o.Vectors, (o, v) => o with { Vectors = v }) with { Unit = "windows" },
            Netlist.Choice("Peripherals", "Whether netlists read each layer with ideal converters or build the whole network of analog circuits",
                o => o.Peripherals, (o, v) => o with { Peripherals = v }),
            Netlist.Path("NetlistDirectory", "Folder that netlists are written to",
                o => o.Directory, (o, v) => o with { Directory = v }) with { IsDirectory = true, DefaultNote = FileNames.NetlistFolder + "/<Namespace>.<ClassName>/ in the output folder" },
            Rtl.Choice("Rtl", "Language in which the chip's digital half is written as hardware, with a test bench",
                o => o.Language, (o, v) => o with { Language = v }) with { IsTold = o => o.Rtl.Language != HardwareLanguage.None },
            Rtl.Integer("RtlVectors", "Calibration images that the test bench of that hardware runs", new NumberRange(1, 200),
                o => o.Vectors, (o, v) => o with { Vectors = v }) with { Unit = "images", IsTold = o => o.Rtl.Language != HardwareLanguage.None },
            Output.Choice("Tables", "Whether the tables of constants are source or an embedded resource",
                o => o.Tables, (o, v) => o with { Tables = v }) with { HasProperty = true },
            Output.Boolean("BakeTransfer", "Whether the tables hold the solved circuits too: three times the size, and nothing to solve when a program starts",
                o => o.BakeTransfer, (o, v) => o with { BakeTransfer = v }),
            Output.Boolean("Report", "Whether an HTML page shows the compiled model: layers, heat maps of its arrays, errors, converters",
                o => o.Report, (o, v) => o with { Report = v }) with { HasProperty = true }),
    ];

    /// <summary>Metadata that only the build acts on: the command has no such options, and reads them but to say what is wrong with a value.</summary>
    public static ImmutableArray<OptionDefinition> OfTheBuild { get; } =
    [
        .. In(OptionGroup.Output,
            Output.Boolean("PublishNetlists", "Whether netlists, RTL and report go along with the assembly: to the output of projects that reference this one, and into what is published",
                _ => false, (o, _) => o) with { HasProperty = true }),
    ];

    /// <summary>Those that most designs are asked for, in the order of <see cref="All"/>: what short help shows.</summary>
    public static ImmutableArray<OptionDefinition> Common { get; } =
    [
        .. All.Where(d => d.Name is "CalibrationData" or "Labels" or "InputMean" or "InputStd" or "Mapping" or "Conversion" or "MaxRows" or "MaxColumns" or "Hardware" or "Device"
            or "DacBits" or "AdcBits" or "WireResistance" or "ProgrammingSigma" or "Seed" or "Netlist" or "Rtl" or "Report"),
    ];

    private static FrozenDictionary<string, OptionDefinition> ByName { get; } = All.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The definition of a metadata name, in any case as in MSBuild; null if there is none.</summary>
    public static OptionDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<OptionDefinition> In(OptionGroup group, params OptionDefinition[] options) => options.Select(option => option with { Group = group });
}
