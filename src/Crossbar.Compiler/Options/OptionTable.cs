using System.Collections.Frozen;
using System.Collections.Immutable;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime.Circuits;

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

    private static readonly NumberRange Bits = new(0, 16);

    private static readonly NumberRange ArraySide = new(0, 65536);

    /// <summary>All options, in the order in which help and documentation list them.</summary>
    public static ImmutableArray<OptionDefinition> All { get; } =
    [
        new TextOption("ClassName", OptionGroup.Class, "Name of the generated class", CSharpName.WhatIsWrongWithClass,
            o => o.ClassName, (o, v) => o with { ClassName = v }) { DefaultNote = "file name in PascalCase + Crossbar" },
        new TextOption("Namespace", OptionGroup.Class, "Namespace of the generated class", CSharpName.WhatIsWrongWithNamespace,
            o => o.Namespace, (o, v) => o with { Namespace = v }) { DefaultNote = "$(RootNamespace)" },
        new ChoiceOption<ClassAccessibility>("Accessibility", OptionGroup.Class, "Accessibility of the generated class",
            o => o.Accessibility, (o, v) => o with { Accessibility = v }),

        new PathOption("CalibrationData", OptionGroup.Data,
            "Images that converter ranges and fits are taken from: .npz with x and optionally y, or .npy",
            o => o.CalibrationData, (o, v) => o with { CalibrationData = v }) { DefaultNote = "none" },
        new IntegerOption("CalibrationSamples", OptionGroup.Data,
            "How many of these images are used, from each class in turn where y is given", new NumberRange(1, 1_000_000),
            o => o.CalibrationSamples, (o, v) => o with { CalibrationSamples = v }) { Unit = "images", Source = Paper },
        new PathOption("Labels", OptionGroup.Data, "Text file with one class name per line",
            o => o.Labels, (o, v) => o with { Labels = v }) { DefaultNote = "class numbers" },
        new TextOption("InputName", OptionGroup.Data, "Name of the tensor that is the network's input, or at which the model is cut", _ => null,
            o => o.InputName, (o, v) => o with { InputName = v }) { DefaultNote = "the model's only input" },
        new TextOption("OutputName", OptionGroup.Data, "Name of the tensor that is the network's output", _ => null,
            o => o.OutputName, (o, v) => o with { OutputName = v }) { DefaultNote = "the model's first output" },
        new ShapeOption("InputShape", OptionGroup.Data, "Shape of one image where the model leaves it open, such as 3,224,224",
            o => o.InputShape, (o, v) => o with { InputShape = v }) { DefaultNote = "what the model says" },
        new NumberOption("InputScale", OptionGroup.Data, "Factor that byte pixels are multiplied by", NumberRange.Positive(double.MaxValue),
            o => o.InputScale, (o, v) => o with { InputScale = v }) { DefaultNote = "1/255" },
        new NumberListOption("InputMean", OptionGroup.Data, "Mean that is then subtracted, one or one per channel", NumberRange.Any,
            o => o.InputMean, (o, v) => o with { InputMean = v }) { DefaultNote = "0" },
        new NumberListOption("InputStd", OptionGroup.Data,
            "Standard deviation that is then divided by, one or one per channel", NumberRange.Positive(double.MaxValue),
            o => o.InputStd, (o, v) => o with { InputStd = v }) { DefaultNote = "1" },

        new ChoiceOption<MappingScheme>("Mapping", OptionGroup.Mapping, "Layout of a layer's weights on arrays",
            o => o.Mapping, (o, v) => o with { Mapping = v }),
        new ChoiceOption<WeightScale>("Scale", OptionGroup.Mapping,
            "Whether each column or each array has its own factor from weight to conductance",
            o => o.Scale, (o, v) => o with { Scale = v }),
        new ChoiceOption<ConversionMethod>("Conversion", OptionGroup.Mapping,
            "How programmed conductances make up for parasitic resistances",
            o => o.Conversion, (o, v) => o with { Conversion = v }),
        new ConversionSignalOption("ConversionSignal", OptionGroup.Mapping,
            "Input that Conversion=Signal is exact for, as shares of full scale: Mean of the data, one number, or one per row",
            o => o.ConversionSignal, (o, v) => o with { ConversionSignal = v }) { Source = Paper },
        new IntegerOption("MaxRows", OptionGroup.Mapping, "Most rows of an array, 0 for no limit", ArraySide,
            o => o.MaxRows, (o, v) => o with { MaxRows = v }) { Unit = "rows", InHardwareFile = true },
        new IntegerOption("MaxColumns", OptionGroup.Mapping, "Most columns of an array, 0 for no limit", ArraySide,
            o => o.MaxColumns, (o, v) => o with { MaxColumns = v }) { Unit = "columns", InHardwareFile = true },
        new IntegerOption("SpareColumns", OptionGroup.Mapping, "Columns of each array beyond those that it needs, for stuck cells", new NumberRange(0, 1024),
            o => o.SpareColumns, (o, v) => o with { SpareColumns = v }) { Unit = "columns", InHardwareFile = true },
        new PathOption("FaultMap", OptionGroup.Mapping, "Text file of the cells that cannot be programmed: array,row,column,on or off a line",
            o => o.FaultMap, (o, v) => o with { FaultMap = v }) { DefaultNote = "none" },
        new ChoiceOption<LineOrder>("LineOrder", OptionGroup.Mapping,
            "Whether rows and columns are placed so that the wires leave the widest conductance range",
            o => o.LineOrder, (o, v) => o with { LineOrder = v }),
        new ChoiceOption<OffsetSubtraction>("OffsetSubtraction", OptionGroup.Mapping,
            "Whether the offset is subtracted before the ADC by a reference column or after it",
            o => o.OffsetSubtraction, (o, v) => o with { OffsetSubtraction = v }),

        new ChoiceOption<RangeRule>("DacRange", OptionGroup.Calibration,
            "How the DACs' ranges are chosen: least squared error, a percentile, or from the least to the greatest activation",
            o => o.DacRange, (o, v) => o with { DacRange = v }),
        new ChoiceOption<RangeRule>("AdcRange", OptionGroup.Calibration, "How the ADCs' ranges are chosen, likewise",
            o => o.AdcRange, (o, v) => o with { AdcRange = v }),
        new NumberOption("RangePercentile", OptionGroup.Calibration, "Percentile at which Percentile ranges end", new NumberRange(50, 100, ExcludesMin: true),
            o => o.RangePercentile, (o, v) => o with { RangePercentile = v }) { Unit = "percent" },
        new ChoiceOption<DacRangeScope>("DacRangeScope", OptionGroup.Calibration, "Whether each layer or each array has its own DAC range",
            o => o.DacRangeScope, (o, v) => o with { DacRangeScope = v }),
        new ChoiceOption<AdcRangeScope>("AdcRangeScope", OptionGroup.Calibration, "Whether each column, each array or each layer has its own ADC range",
            o => o.AdcRangeScope, (o, v) => o with { AdcRangeScope = v }),
        new ChoiceOption<FitScope>("FitScope", OptionGroup.Calibration, "Whether each column or each array has its own first-order fit",
            o => o.FitScope, (o, v) => o with { FitScope = v }),

        new PathOption("Hardware", OptionGroup.Hardware, "JSON file that holds hardware options by name; what is given explicitly wins",
            o => o.Hardware, (o, v) => o with { Hardware = v }) { DefaultNote = "none" },
        new IntegerOption("DacBits", OptionGroup.Hardware, "Resolution of the DACs, 0 for no quantisation", Bits,
            o => o.DacBits, (o, v) => o with { DacBits = v }) { Unit = "bits", InHardwareFile = true, Source = Paper },
        new IntegerOption("AdcBits", OptionGroup.Hardware, "Resolution of the ADCs, 0 for no quantisation", Bits,
            o => o.AdcBits, (o, v) => o with { AdcBits = v }) { Unit = "bits", InHardwareFile = true, Source = Paper },
        new NumberOption("MinConductance", OptionGroup.Hardware, "Least conductance of a memristor", new NumberRange(0, MaxSiemens),
            o => o.MinConductance, (o, v) => o with { MinConductance = v }) { Unit = "siemens", InHardwareFile = true, Source = Paper },
        new NumberOption("MaxConductance", OptionGroup.Hardware, "Greatest conductance of a memristor", NumberRange.Positive(MaxSiemens),
            o => o.MaxConductance, (o, v) => o with { MaxConductance = v }) { Unit = "siemens", InHardwareFile = true, Source = Paper },
        new NumberOption("WireResistance", OptionGroup.Hardware, "Wire between neighbouring cells of a row or column", Resistance,
            o => o.WireResistance, (o, v) => o with { WireResistance = v }) { Unit = "ohm", InHardwareFile = true, Source = Paper },
        new NumberOption("RowWireResistance", OptionGroup.Hardware, "Wire between neighbouring cells of a row", Resistance,
            o => o.RowWireResistance, (o, v) => o with { RowWireResistance = v }) { Unit = "ohm", InHardwareFile = true, DefaultNote = "WireResistance" },
        new NumberOption("ColumnWireResistance", OptionGroup.Hardware, "Wire between neighbouring cells of a column", Resistance,
            o => o.ColumnWireResistance, (o, v) => o with { ColumnWireResistance = v }) { Unit = "ohm", InHardwareFile = true, DefaultNote = "WireResistance" },
        new NumberOption("InputResistance", OptionGroup.Hardware, "Between a row's source and its first cell", Resistance,
            o => o.InputResistance, (o, v) => o with { InputResistance = v }) { Unit = "ohm", InHardwareFile = true, Source = Paper },
        new NumberOption("OutputResistance", OptionGroup.Hardware, "Between a column's last cell and its virtual ground", Resistance,
            o => o.OutputResistance, (o, v) => o with { OutputResistance = v }) { Unit = "ohm", InHardwareFile = true, Source = Paper },
        new ChoiceOption<LineEnds>("DriveEnds", OptionGroup.Hardware,
            "Whether each row is driven at its first cell or, through as much resistance again, at its last too",
            o => o.DriveEnds, (o, v) => o with { DriveEnds = v }) { InHardwareFile = true, Source = Paper },
        new ChoiceOption<LineEnds>("SenseEnds", OptionGroup.Hardware,
            "Whether each column is sensed below its last cell or, through as much resistance again, above its first too",
            o => o.SenseEnds, (o, v) => o with { SenseEnds = v }) { InHardwareFile = true, Source = Paper },
        new NumberOption("AccessResistance", OptionGroup.Hardware, "On-resistance of each cell's access transistor", Resistance,
            o => o.AccessResistance, (o, v) => o with { AccessResistance = v }) { Unit = "ohm", InHardwareFile = true },
        new NumberOption("InputVoltage", OptionGroup.Hardware, "Full-scale voltage of the DACs", NumberRange.Positive(MaxVoltage),
            o => o.InputVoltage, (o, v) => o with { InputVoltage = v }) { Unit = "volt", InHardwareFile = true, Source = Paper },
        new NumberOption("SenseVoltage", OptionGroup.Hardware,
            "Voltage at which a nonlinear memristor's conductance is read", NumberRange.Positive(MaxVoltage),
            o => o.SenseVoltage, (o, v) => o with { SenseVoltage = v }) { Unit = "volt", InHardwareFile = true, Source = Paper },
        new NumberOption("Nonlinearity", OptionGroup.Hardware,
            "κ of a memristor's I = G·Vs·sinh(κV)/sinh(κVs), 0 for a linear one", new NumberRange(0, 100),
            o => o.Nonlinearity, (o, v) => o with { Nonlinearity = v }) { Unit = "1/volt", InHardwareFile = true },
        new IntegerOption("ConductanceLevels", OptionGroup.Hardware,
            "Number of levels of a programmed conductance, 0 for a continuum", ArraySide,
            o => o.ConductanceLevels, (o, v) => o with { ConductanceLevels = v }) { Unit = "levels", InHardwareFile = true },
        new NumberOption("ReadTime", OptionGroup.Hardware, "Duration of one read of the arrays, for the energy that the report gives", NumberRange.Positive(1),
            o => o.ReadTime, (o, v) => o with { ReadTime = v }) { Unit = "second", InHardwareFile = true, Source = Paper },

        new NumberOption("ProgrammingSigma", OptionGroup.Variation,
            "Standard deviation of the error that programming adds to each conductance", new NumberRange(0, MaxSiemens),
            o => o.ProgrammingSigma, (o, v) => o with { ProgrammingSigma = v }) { Unit = "siemens", InHardwareFile = true },
        new NumberOption("StuckOnRate", OptionGroup.Variation, "Probability of a cell to be stuck at MaxConductance", new NumberRange(0, 0.5),
            o => o.StuckOnRate, (o, v) => o with { StuckOnRate = v }) { InHardwareFile = true },
        new NumberOption("StuckOffRate", OptionGroup.Variation, "Probability of a cell to be stuck at MinConductance", new NumberRange(0, 0.5),
            o => o.StuckOffRate, (o, v) => o with { StuckOffRate = v }) { InHardwareFile = true },
        new IntegerOption("Seed", OptionGroup.Variation, "Seed of everything random", new NumberRange(int.MinValue, int.MaxValue),
            o => o.Seed, (o, v) => o with { Seed = v }),

        new ChoiceOption<NetlistDialect>("Netlist", OptionGroup.Output, "Simulator that netlists are written for",
            o => o.Netlist, (o, v) => o with { Netlist = v }),
        new ChoiceOption<NetlistCell>("NetlistCell", OptionGroup.Output,
            "What a memristor is in netlists; Auto is Nonlinear where Nonlinearity is above 0, else Resistor",
            o => o.NetlistCell, (o, v) => o with { NetlistCell = v }),
        new ChoiceOption<NetlistAccess>("NetlistAccess", OptionGroup.Output, "What stands for AccessResistance in netlists",
            o => o.NetlistAccess, (o, v) => o with { NetlistAccess = v }),
        new IntegerOption("NetlistVectors", OptionGroup.Output, "Windows of the calibration data that each deck reads and checks", new NumberRange(1, 64),
            o => o.NetlistVectors, (o, v) => o with { NetlistVectors = v }) { Unit = "windows" },
        new ChoiceOption<PeripheralCircuits>("Peripherals", OptionGroup.Output,
            "Whether netlists read each layer with ideal converters or build the whole network of analog circuits",
            o => o.Peripherals, (o, v) => o with { Peripherals = v }),
        new PathOption("NetlistDirectory", OptionGroup.Output, "Folder that netlists are written to",
            o => o.NetlistDirectory, (o, v) => o with { NetlistDirectory = v })
        {
            IsDirectory = true,
            DefaultNote = "netlists/<Namespace>.<ClassName>/ in the output folder",
        },
        new ChoiceOption<TableForm>("Tables", OptionGroup.Output, "Whether the tables of constants are source or an embedded resource",
            o => o.Tables, (o, v) => o with { Tables = v }),
        new BooleanOption("BakeTransfer", OptionGroup.Output,
            "Whether the tables hold the solved circuits too: three times the size, and nothing to solve when a program starts",
            o => o.BakeTransfer, (o, v) => o with { BakeTransfer = v }),
        new BooleanOption("Report", OptionGroup.Output, "Whether an HTML page shows the compiled model: layers, heat maps of its arrays, errors, converters",
            o => o.Report, (o, v) => o with { Report = v }),
    ];

    /// <summary>Metadata that only the build acts on: the command has no such options, and reads them but to say what is wrong with a value.</summary>
    public static ImmutableArray<OptionDefinition> OfTheBuild { get; } =
    [
        new BooleanOption("PublishNetlists", OptionGroup.Output,
            "Whether netlists and report go along with the assembly: to the output of projects that reference this one, and into what is published",
            _ => false, (o, _) => o),
    ];

    private static FrozenDictionary<string, OptionDefinition> ByName { get; } = All.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The definition of a metadata name, in any case as in MSBuild; null if there is none.</summary>
    public static OptionDefinition? Find(string name) => ByName.GetValueOrDefault(name);
}
