namespace Crossbar.Compiler.Tests.Options;

public sealed class OptionReaderTests : IDisposable
{
    private const string Origin = "App.csproj";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_match_in_any_case_and_empty_values_mean_not_given()
    {
        var (options, diagnostics) = Read(("wireRESISTANCE", " 2.5e0 "), ("AdcBits", ""), ("ClassName", "  "), ("Visible", "false"));
        Assert.Empty(diagnostics);
        Assert.Equal(2.5, options.Hardware.WireResistance);
        Assert.Equal(8, options.Converters.AdcBits);
        Assert.Null(options.Class.Name);
    }

    [Fact]
    public void The_last_of_a_repeated_name_counts() => Assert.Equal(3, Read(("Seed", "x"), ("seed", "3")).Options.Variation.Seed);

    [Theory]
    [InlineData("WireResistence", "'WireResistance'")]
    [InlineData("adcbit", "'AdcBits'")]
    [InlineData("Sclae", "'Scale'")]
    [InlineData("NetlistDirectorxyz", "'NetlistDirectory'")]
    [InlineData("PublishNetlist", "'PublishNetlists'")]
    public void An_unknown_name_gets_the_nearest_one(string name, string suggestion)
    {
        var error = Reported.Only(Descriptors.UnknownMetadata, Read((name, "1")).Diagnostics);
        Assert.Equal(Origin, error.File);
        Assert.Contains($"Did you mean {suggestion}?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_that_is_near_nothing_gets_no_suggestion() =>
        Assert.DoesNotContain("mean", Assert.Single(Read(("Frobnicate", "1")).Diagnostics).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("WireResistance", "-1", "range in ohm is 0 to 1000000000")]
    [InlineData("WireResistance", "NaN", "ohm")]
    [InlineData("WireResistance", "1e999", "ohm")]
    [InlineData("WireResistance", "1,5", "decimal point")]
    [InlineData("MaxConductance", "66uS", "without a unit")]
    [InlineData("MaxConductance", "66.7", "range in siemens is greater than 0, at most 1")]
    [InlineData("InputVoltage", "0", "range in volt is greater than 0, at most 100")]
    [InlineData("DacBits", "17", "range in bits is 0 to 16")]
    [InlineData("DacBits", "7.5", "whole number")]
    [InlineData("CalibrationSamples", "0", "range in images is 1 to 1000000")]
    [InlineData("InputStd", "0.5,0", "greater than 0")]
    [InlineData("InputMean", "0.5;;0.5", "'' is no number")]
    [InlineData("InputScale", "0", "greater than 0")]
    [InlineData("Scale", "Colum", "did you mean 'Column'? valid is Column, Array")]
    [InlineData("Scale", "1", "valid is Column, Array")]
    [InlineData("Mapping", "Toplitz", "did you mean 'Toeplitz'?")]
    [InlineData("ConversionSignal", "Maen", "'Maen' is no number; give Mean")]
    [InlineData("ConversionSignal", "0.3,0", "share of the full-scale voltage")]
    [InlineData("Netlist", "Spectre", "valid is Ngspice, Hspice, LTspice, Xyce, None")]
    [InlineData("Accessibility", "private", "valid is Public, Internal")]
    [InlineData("ClassName", "a.b", "C# class name")]
    [InlineData("ClassName", "3d", "C# class name")]
    [InlineData("Namespace", "A..B", "C# namespace")]
    public void A_bad_value_is_reported_with_what_is_valid(string name, string value, string expected)
    {
        var (options, diagnostics) = Read((name, value));
        var error = Reported.Only(Descriptors.InvalidValue, diagnostics);
        Assert.StartsWith($"{name}='{value}' is not valid: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(OptionTable.Find(name)!.Format(new CompilerOptions()), OptionTable.Find(name)!.Format(options));
    }

    [Fact]
    public void Metadata_of_the_build_alone_is_checked_and_says_nothing()
    {
        Assert.Contains("valid is true, false", Assert.Single(Read(("PublishNetlists", "yes")).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Empty(Read(("publishnetlists", "True")).Diagnostics);
    }

    // Each in its own range, and together not to be computed with.
    [Theory]
    [InlineData("MaxConductance", "at least 1E-30 A", "MaxConductance=1e-31", "MinConductance=0")]
    [InlineData("InputVoltage", "at least 1E-30 A", "InputVoltage=5e-324")]
    [InlineData("InputVoltage", "at least 1E-30 A", "InputVoltage=1e-30")]
    [InlineData("MinConductance", "single precision", "MinConductance=0.99999999999999989", "MaxConductance=1")]
    [InlineData("Nonlinearity", "at least 1E-100", "Nonlinearity=5e-324")]
    [InlineData("Nonlinearity", "at least 1E-100", "Nonlinearity=1", "SenseVoltage=1e-101")]
    [InlineData("InputScale", "between 1E-12 and 1E+12", "InputScale=1e38")]
    [InlineData("InputScale", "between 1E-12 and 1E+12", "InputScale=5e-324")]
    [InlineData("InputStd", "between 1E-12 and 1E+12", "InputStd=1e-13")]
    [InlineData("InputMean", "between -1E+12 and 1E+12", "InputMean=3e38")]
    public void Numbers_that_cannot_be_computed_with_are_reported(string name, string expected, params string[] given)
    {
        var (_, diagnostics) = Read([.. given.Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);
        var error = Reported.Only(Descriptors.InvalidValue, diagnostics);
        Assert.StartsWith($"{name}=", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxConductance=1e-29", "MinConductance=0")]
    [InlineData("InputVoltage=1e-25")]
    [InlineData("Nonlinearity=1e-90")]
    [InlineData("WireResistance=5e-324", "MinConductance=5e-324", "ReadTime=5e-324")]
    [InlineData("InputScale=1e-12", "InputStd=1e-12", "InputMean=-1e12")]
    public void Numbers_that_can_be_computed_with_are_taken(params string[] given) =>
        Assert.Empty(Read([.. given.Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]).Diagnostics);

    [Theory]
    [InlineData("0.49,0.48, 0.45")]
    [InlineData("0.49;0.48;4.5e-1")]
    public void Lists_are_separated_by_commas_or_semicolons(string text) =>
        Assert.Equal(new[] { 0.49, 0.48, 0.45 }, Read(("InputMean", text)).Options.Data.InputMean);

    [Theory]
    [InlineData("mean", "Mean")]
    [InlineData("0.1", "0.1")]
    [InlineData("0.1; 1", "0.1,1")]
    public void A_conversion_signal_is_the_mean_or_shares_of_full_scale(string text, string expected) =>
        Assert.Equal(expected, Read(("ConversionSignal", text)).Options.Conversion.Signal.ToString());

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var (_, diagnostics) = Read(("Foo", "1"), ("DacBits", "99"), ("MinConductance", "1e-3"), ("Labels", "nowhere.txt"));
        Reported.Only([Descriptors.UnknownMetadata, Descriptors.InvalidValue, Descriptors.FileNotFound, Descriptors.InvalidValue], diagnostics);
    }

    [Theory]
    [InlineData("NetlistCell", "Nonlinear", "needs a Nonlinearity above 0")]
    [InlineData("NetlistAccess", "Mosfet", "needs an AccessResistance above 0")]
    public void A_netlists_cells_need_what_they_are_made_of(string name, string value, string expected)
    {
        var error = Reported.Only(Descriptors.InvalidValue, Read((name, value)).Diagnostics);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Access_transistors_must_stay_in_their_triode_region()
    {
        (string, string)[] mosfet = [("NetlistAccess", "Mosfet"), ("AccessResistance", "100")];
        Assert.Empty(Read([.. mosfet, ("InputVoltage", "1.3")]).Diagnostics);
        Assert.Contains("up to an InputVoltage of 1.4", Assert.Single(Read([.. mosfet, ("InputVoltage", "1.5")]).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_characteristic_that_no_memristor_has_is_refused()
    {
        Assert.Empty(Read(("Nonlinearity", "40"), ("InputVoltage", "0.5")).Diagnostics);
        Assert.Contains("times 0.5 V", Assert.Single(Read(("Nonlinearity", "41"), ("InputVoltage", "0.5")).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains("times 3 V", Assert.Single(Read(("Nonlinearity", "7"), ("SenseVoltage", "3")).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Single(Read(("Nonlinearity", "101")).Diagnostics);
    }

    [Fact]
    public void A_conductance_has_two_levels_or_more() =>
        Assert.Contains("at least 2 levels", Assert.Single(Read(("ConductanceLevels", "1")).Diagnostics).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ProgrammingSigma", "1e-6")]
    [InlineData("StuckOnRate", "0.01")]
    [InlineData("StuckOffRate", "0.01")]
    public void A_measured_chip_gets_no_errors_on_top(string name, string value)
    {
        Assert.Empty(Read(("MeasuredConductances", _folder.Path), (name, "0")).Diagnostics);
        Assert.Contains("has its errors in its cells", Assert.Single(Read(("MeasuredConductances", _folder.Path), (name, value)).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_measured_chip_gets_no_other_converters()
    {
        var message = Assert.Single(Read(("MeasuredConductances", _folder.Path), ("AdcOffsetSigma", "1")).Diagnostics).Message;
        Assert.Contains("AdcOffsetSigma", message, StringComparison.Ordinal);
        Assert.Contains("converters of its own", message, StringComparison.Ordinal);
    }

    // What has no effect is not taken in silence.
    [Theory]
    [InlineData("DacNoise", "time is counted", "InputEncoding=PulseWidth")]
    [InlineData("DacOffsetSigma", "time is counted", "InputEncoding=Spikes", "Mapping=Differential")]
    [InlineData("DacInlSigma", "two levels", "InputEncoding=BitSerial")]
    [InlineData("DacGainSigma", "ideal", "DacBits=0")]
    [InlineData("AdcGainSigma", "ideal", "AdcBits=0")]
    [InlineData("AdcDnlSigma", "one threshold", "InputEncoding=Spikes", "Mapping=Differential")]
    [InlineData("AdcInlSigma", "single threshold", "AdcBits=1")]
    public void Converters_have_no_errors_that_mean_nothing(string name, string reason, params string[] others)
    {
        (string, string)[] given = [.. others.Select(option => option.Split('=')).Select(pair => (pair[0], pair[1]))];
        Assert.Empty(Read([.. given, (name, "0")]).Diagnostics);
        var message = Assert.Single(Read([.. given, (name, "0.1")]).Diagnostics).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_analog_circuits_has_no_converters_between_layers() =>
        Assert.Contains("no converters between layers", Assert.Single(Read(("Peripherals", "Analog"), ("AdcNoise", "1")).Diagnostics).Message, StringComparison.Ordinal);

    // An output, its copies, and what is subtracted from it.
    [Theory]
    [InlineData("Dense", "Analog", 1, 2)]
    [InlineData("Dense", "Analog", 3, 6)]
    [InlineData("Dense", "Digital", 3, 3)]
    [InlineData("Differential", "Digital", 2, 4)]
    [InlineData("SignedInput", "Analog", 2, 2)]
    [InlineData("Toeplitz", "Analog", 2, 4)]
    public void An_array_has_the_columns_of_one_output_at_least(string mapping, string subtraction, int copies, int columns)
    {
        (string, string)[] options = [("Mapping", mapping), ("OffsetSubtraction", subtraction), ("Copies", $"{copies}")];
        Assert.Empty(Read([.. options, ("MaxColumns", $"{columns}")]).Diagnostics);
        Assert.Empty(Read([.. options, ("MaxColumns", "0")]).Diagnostics);
        Assert.Contains($"take {columns} columns", Assert.Single(Read([.. options, ("MaxColumns", $"{columns - 1}")]).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_least_conductance_must_be_less_than_the_greatest()
    {
        Assert.Contains("less than MaxConductance", Assert.Single(Read(("MinConductance", "1e-4")).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Single(Read(("MinConductance", "1e-4"), ("MaxConductance", "no")).Diagnostics);
    }

    [Fact]
    public void Mean_and_deviation_must_agree_with_each_other_and_with_the_channels()
    {
        Assert.Contains("3 numbers", Assert.Single(Read(("InputMean", "1,2"), ("InputStd", "1,2,3")).Diagnostics).Message, StringComparison.Ordinal);
        var bag = new DiagnosticBag();
        var options = Read(("InputMean", "1,2"), ("InputStd", "1")).Options;
        OptionReader.CheckChannels(options, 2, Origin, bag);
        Assert.Empty(bag.All);
        OptionReader.CheckChannels(options, 3, Origin, bag);
        Assert.Contains("3 channels", Assert.Single(bag.All).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalisation_takes_the_unit_range_for_what_is_not_given()
    {
        Assert.False(new CompilerOptions().Data.HasNormalization);
        var options = Read(("InputMean", "0.5")).Options;
        Assert.True(options.Data.HasNormalization);
        var values = new float[1];
        options.Data.ToNormalization().Apply([255], 1, values);
        Assert.Equal(0.5, values[0], 6);
    }

    [Fact]
    public void A_missing_file_gets_the_nearest_name_in_its_folder()
    {
        File.WriteAllText(_folder["labels.txt"], "");
        var error = Reported.Only(Descriptors.FileNotFound, Read(("Labels", "lables.txt")).Diagnostics);
        Assert.Contains(_folder["lables.txt"], error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'labels.txt'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist either", Assert.Single(Read(("Labels", "no/labels.txt")).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains("a file is needed", Assert.Single(Read(("Labels", ".")).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_relative_to_the_base_directory_and_may_have_backslashes()
    {
        Directory.CreateDirectory(_folder["data"]);
        var file = _folder["data", "x.npz"];
        File.WriteAllText(file, "");
        Assert.Equal(file, Read(("CalibrationData", "data/x.npz")).Options.Data.CalibrationData);
        Assert.Equal(file, Read(("CalibrationData", "data\\x.npz")).Options.Data.CalibrationData);
        Assert.Equal(_folder["decks"], Read(("NetlistDirectory", "decks")).Options.Netlist.Directory);
        Assert.Contains("a folder is needed", Assert.Single(Read(("NetlistDirectory", "data/x.npz")).Diagnostics).Message, StringComparison.Ordinal);
    }

    private (CompilerOptions Options, IReadOnlyList<Diagnostic> Diagnostics) Read(params (string Name, string Value)[] metadata)
    {
        var bag = new DiagnosticBag();
        var options = OptionReader.Read(metadata, _folder.Path, Origin, bag);
        return (options, bag.All);
    }
}
