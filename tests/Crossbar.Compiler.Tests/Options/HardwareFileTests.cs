namespace Crossbar.Compiler.Tests.Options;

public sealed class HardwareFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string ChipFile => _folder["chip.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_holds_hardware_options_and_explicit_metadata_wins()
    {
        var (options, diagnostics) = Read("""
            // our 2026 chip
            { "WireResistance": 2.5, "maxrows": 64, "MinConductance": 1e-6, "AdcBits": 6, }
            """, ("AdcBits", "7"));
        Assert.Empty(diagnostics);
        Assert.Equal((2.5, 64, 1e-6, 7), (options.Hardware.WireResistance, options.Mapping.MaxRows, options.Hardware.MinConductance, options.Converters.AdcBits));
        Assert.Equal(ChipFile, options.Hardware.File);
    }

    [Fact]
    public void It_may_choose_by_name_and_tell_rows_from_columns()
    {
        const string Json = """{ "WireResistance": 2, "RowWireResistance": 3, "ColumnWireResistance": 4, "DriveEnds": "Both", "SenseEnds": "both" }""";
        var (options, diagnostics) = Read(Json);
        Assert.Empty(diagnostics);
        Assert.Equal(new ArrayResistances(3, 4) { DriveEnds = LineEnds.Both, SenseEnds = LineEnds.Both }, options.ToHardware().Resistances);
        // Explicit metadata wins: for both kinds of wires.
        Assert.Equal((5, 5), Wires(("WireResistance", "5")));
        Assert.Equal((5, 6), Wires(("ColumnWireResistance", "6"), ("WireResistance", "5")));
        Assert.Equal((3, 6), Wires(("ColumnWireResistance", "6")));

        (double Row, double Column) Wires(params (string, string)[] metadata)
        {
            var wires = Read(Json, metadata).Options.ToHardware().Resistances;
            return (wires.WordLine, wires.BitLine);
        }
    }

    [Fact]
    public void It_may_name_its_schema()
    {
        var (options, diagnostics) = Read("""{ "$schema": "chip.schema.json", "AdcBits": 6 }""");
        Assert.Empty(diagnostics);
        Assert.Equal(6, options.Converters.AdcBits);
    }

    [Fact]
    public void A_byte_order_mark_is_no_matter()
    {
        File.WriteAllText(ChipFile, "{ \"DacBits\": 5 }", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var bag = new DiagnosticBag();
        Assert.Equal(5, OptionReader.Read([("Hardware", ChipFile)], null, null, bag).Converters.DacBits);
        Assert.Empty(bag.All);
    }

    [Theory]
    [InlineData("{\n  \"WireResistence\": 1\n}", 2, 3, "Did you mean 'WireResistance'?")]
    [InlineData("{\n  \"ClassName\": 1\n}", 2, 3, "cannot hold 'ClassName'")]
    [InlineData("{ \"$schema\": 1 }", 1, 3, "cannot hold '$schema'")]
    [InlineData("{\n\n \"AdcBits\": \"8\" }", 3, 2, "'AdcBits' must be a number")]
    [InlineData("{ \"AdcBits\": [8], \"DacBits\": 8 }", 1, 3, "'AdcBits' must be a number")]
    [InlineData("{ \"DriveEnds\": 2 }", 1, 3, "must be one of \"One\", \"Both\"")]
    [InlineData("{ \"DriveEnds\": \"Three\" }", 1, 3, "Three")]
    [InlineData("{ \"AdcBits\": 8, \"AdcBits\": 8 }", 1, 17, "twice")]
    [InlineData("{ \"AdcBits\": 80 }", 1, 3, "range in bits is 0 to 16")]
    [InlineData("{\n\"Nonlinearity\": -1 }", 2, 1, "range in 1/volt is 0 to 100")]
    [InlineData("[1]", 1, 1, "an object is needed")]
    [InlineData("{\n\"AdcBits\" 8 }", 2, 11, "no valid JSON")]
    [InlineData("{ \"AdcBits\": 8", 1, 15, "no valid JSON")]
    [InlineData("", 1, 1, "no valid JSON")]
    [InlineData("{ \"AdcBits\": 8 } x", 1, 18, "no valid JSON")]
    public void What_is_wrong_is_reported_at_its_place_in_the_file(string json, int line, int column, string expected)
    {
        var error = Assert.Single(Read(json).Diagnostics);
        Assert.Equal((ChipFile, line, column), (error.File, error.Line, error.Column));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relation_between_values_of_the_file_is_attributed_to_it()
    {
        Assert.Equal(ChipFile, Assert.Single(Read("{ \"MaxConductance\": 1e-7 }").Diagnostics).File);
        Assert.Equal("App.csproj", Assert.Single(Read("{ \"MaxConductance\": 1e-7 }", ("MinConductance", "1e-6")).Diagnostics).File);
    }

    private (CompilerOptions Options, IReadOnlyList<Diagnostic> Diagnostics) Read(string json, params (string Name, string Value)[] metadata)
    {
        File.WriteAllText(ChipFile, json);
        var bag = new DiagnosticBag();
        var options = OptionReader.Read([("Hardware", "chip.json"), .. metadata], _folder.Path, "App.csproj", bag);
        return (options, bag.All);
    }
}
