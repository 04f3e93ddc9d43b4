namespace Crossbar.Compiler.Tests.Options;

public sealed class OptionTableTests
{
    // What some option or other takes: its own choices come first.
    private static readonly string[] Values = ["3,8,9", "3", "0.3333333333333333", "75", "0.05", "A", "pcm-joshi-2020", "survey-32nm", "1E-12"];

    /// <summary>An option is a property of one record, of its name or of what is left of it behind the record's; and no property is without an option.</summary>
    [Fact]
    public void Every_option_sets_one_property_of_its_name_and_every_property_is_an_options()
    {
        var before = Properties(new CompilerOptions());
        var set = OptionTable.All.Select(option =>
        {
            var (stage, property) = Assert.Single(Properties(Changed(option)), pair => !Equals(pair.Value, before[pair.Key])).Key;
            Assert.Contains(option.Name, new[] { property, stage + property, stage });
            return (stage, property);
        });
        Assert.Equal(before.Keys.Order(), set.Order());
    }

    [Fact]
    public void What_an_option_formats_it_reads_back() => Assert.All(OptionTable.All, option =>
    {
        var text = option.Format(Changed(option));
        Assert.NotEqual(option.Format(new CompilerOptions()), text);
        Assert.Equal(text, option.Format(Read(option, text)!));
    });

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
    public void Options_become_the_hardware_that_they_describe()
    {
        // ISAAC's ADCs convert 12.8 columns in 10 ns.
        Assert.Equal(new HardwareDesign { ColumnsPerAdc = 12 }, new CompilerOptions().ToHardware());
        var hardware = new CompilerOptions { Hardware = new() { WireResistance = 2, InputResistance = 3, OutputResistance = 4, AccessResistance = 5 } }.ToHardware();
        Assert.Equal(new Runtime.Circuits.ArrayResistances(2, 2, 3, 4, 5), hardware.Resistances);
        var apart = new CompilerOptions { Hardware = new() { WireResistance = 2, ColumnWireResistance = 7, SenseEnds = Runtime.Circuits.LineEnds.Both } }.ToHardware();
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

    // All options at their defaults but one.
    private static CompilerOptions Changed(OptionDefinition option) => option.Choices
        .Concat(option is PathOption path ? [path.IsDirectory ? Path.GetTempPath() : typeof(OptionTableTests).Assembly.Location] : Values)
        .Select(text => Read(option, text)).OfType<CompilerOptions>()
        .First(options => option.Format(options) != option.Format(new CompilerOptions()));

    private static CompilerOptions? Read(OptionDefinition option, string text)
    {
        var bag = new DiagnosticBag();
        var options = option.Read(text, new CompilerOptions(), new OptionSource(bag, null, null));
        return bag.Count == 0 ? options : null;
    }

    private static Dictionary<(string Stage, string Property), object?> Properties(CompilerOptions options) => (
        from stage in typeof(CompilerOptions).GetProperties()
        from property in stage.PropertyType.GetProperties()
        where property.CanWrite
        select ((stage.Name, property.Name), property.GetValue(stage.GetValue(options)))).ToDictionary();
}
