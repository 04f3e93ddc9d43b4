using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Tests.Options;

public sealed class OptionTableTests
{
    // Every option, in the order of the table.
    private const string DesignNames =
        "ClassName Namespace Accessibility CalibrationData CalibrationSamples Labels InputName OutputName InputShape InputScale InputMean InputStd Mapping Scale Conversion ConversionSignal " +
        "MaxRows MaxColumns SpareColumns FaultMap LineOrder OffsetSubtraction DacRange AdcRange RangePercentile DacRangeScope AdcRangeScope FitScope Hardware DacBits AdcBits MinConductance MaxConductance WireResistance RowWireResistance ColumnWireResistance InputResistance " +
        "OutputResistance DriveEnds SenseEnds AccessResistance InputVoltage SenseVoltage Nonlinearity ConductanceLevels ReadTime ProgrammingSigma StuckOnRate StuckOffRate Seed Netlist " +
        "NetlistCell NetlistAccess NetlistVectors Peripherals NetlistDirectory Tables BakeTransfer Report";

    [Fact]
    public void The_table_has_the_designs_names_and_every_option_of_the_record_once()
    {
        Assert.Equal(DesignNames.Split(' '), OptionTable.All.Select(d => d.Name));
        var properties = typeof(CompilerOptions).GetProperties().Where(p => p.CanWrite).Select(p => p.Name);
        Assert.Equal(properties.Order(), OptionTable.All.Select(d => d.Name).Order());
    }

    [Theory]
    [InlineData("WireResistance", "--wire-resistance")]
    [InlineData("DacBits", "--dac-bits")]
    [InlineData("Seed", "--seed")]
    public void A_metadata_name_is_also_a_kebab_case_option(string name, string option) =>
        Assert.Equal(option, OptionTable.Find(name)!.OptionName);

    [Theory]
    [InlineData("CalibrationSamples", "10")]
    [InlineData("Mapping", "Dense")]
    [InlineData("Scale", "Column")]
    [InlineData("Conversion", "Exact")]
    [InlineData("ConversionSignal", "0.1")]
    [InlineData("MaxRows", "128")]
    [InlineData("MaxColumns", "128")]
    [InlineData("OffsetSubtraction", "Analog")]
    [InlineData("DacBits", "8")]
    [InlineData("AdcBits", "8")]
    [InlineData("MinConductance", "about 3.33E-06")]
    [InlineData("MaxConductance", "about 6.67E-05")]
    [InlineData("WireResistance", "1")]
    [InlineData("AccessResistance", "0")]
    [InlineData("InputVoltage", "0.4")]
    [InlineData("SenseVoltage", "0.2")]
    [InlineData("ProgrammingSigma", "0")]
    [InlineData("Netlist", "Ngspice")]
    [InlineData("Tables", "Auto")]
    public void Defaults_are_those_of_the_design(string name, string expected) => Assert.Equal(expected, OptionTable.Find(name)!.Default);

    [Fact]
    public void What_an_option_formats_it_reads_back()
    {
        var options = new CompilerOptions
        {
            ClassName = "A", Namespace = "B.C", Accessibility = ClassAccessibility.Internal, CalibrationSamples = 3, InputName = "in put", OutputName = "/out", InputShape = [3, 8, 9], InputScale = 1 / 255.0,
            InputMean = [0.1, -0.2, 1 / 3.0], InputStd = [0.25], Scale = WeightScale.Array, Conversion = ConversionMethod.Signal,
            ConversionSignal = new ConversionSignal { Values = [0.5, 1 / 3.0] }, Mapping = MappingScheme.Toeplitz, MaxRows = 0,
            MaxColumns = 17, OffsetSubtraction = OffsetSubtraction.Digital, DacBits = 4, AdcBits = 0, MinConductance = 1e-7, MaxConductance = 1 / 3e3,
            WireResistance = 0.1, RowWireResistance = 0.2, ColumnWireResistance = 0.3, DriveEnds = Runtime.Circuits.LineEnds.Both, SenseEnds = Runtime.Circuits.LineEnds.Both, InputResistance = 2, OutputResistance = 3, AccessResistance = 1e3, InputVoltage = 1, SenseVoltage = 0.1,
            DacRange = RangeRule.MinMax, AdcRange = RangeRule.Percentile, RangePercentile = 99, DacRangeScope = DacRangeScope.Array, AdcRangeScope = AdcRangeScope.Layer, FitScope = FitScope.Array,
            ProgrammingSigma = 4e-7, LineOrder = LineOrder.Natural, SpareColumns = 2, StuckOnRate = 0.01, ConductanceLevels = 64, ReadTime = 1e-7, Seed = -5, Netlist = NetlistDialect.Xyce, NetlistCell = NetlistCell.Memristor,
            NetlistAccess = NetlistAccess.Mosfet, NetlistVectors = 3, Peripherals = PeripheralCircuits.Analog, Tables = TableForm.Resource,
        };
        var bag = new DiagnosticBag();
        var read = OptionReader.Read(OptionTable.All.Select(d => (d.Name, d.Format(options))), null, null, bag);
        Assert.Empty(bag.All);
        Assert.Equal(OptionTable.All.Select(d => d.Format(options)), OptionTable.All.Select(d => d.Format(read)));
    }

    [Fact]
    public void Options_become_the_hardware_that_they_describe()
    {
        Assert.Equal(new HardwareDesign(), new CompilerOptions().ToHardware());
        var hardware = new CompilerOptions { WireResistance = 2, InputResistance = 3, OutputResistance = 4, AccessResistance = 5 }.ToHardware();
        Assert.Equal(new Runtime.Circuits.ArrayResistances(2, 2, 3, 4, 5), hardware.Resistances);
        var apart = new CompilerOptions { WireResistance = 2, ColumnWireResistance = 7, SenseEnds = Runtime.Circuits.LineEnds.Both }.ToHardware();
        Assert.Equal(new Runtime.Circuits.ArrayResistances(2, 7) { SenseEnds = Runtime.Circuits.LineEnds.Both }, apart.Resistances);
    }

    [Fact]
    public void Every_description_is_one_line_without_a_full_stop() =>
        Assert.All(OptionTable.All, d => Assert.Matches(@"^\S[^\n]*[^.\s]$", d.Description));

    [Theory]
    [InlineData("models/my-net_2.onnx", "MyNet2Crossbar")]
    [InlineData("ResNet20.onnx", "ResNet20Crossbar")]
    [InlineData("3d.onnx", "_3dCrossbar")]
    [InlineData("--.onnx", "_Crossbar")]
    [InlineData("e\u0301te\u0301 1.onnx", "E\u0301te\u03011Crossbar")]
    public void A_class_is_named_after_its_model(string file, string expected) => Assert.Equal(expected, CSharpName.ForModel(file));
}
