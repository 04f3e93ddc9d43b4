using Crossbar.Compiler.Devices;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Tests.Devices;

/// <summary>Files of devices: what they may say, and what is said of wrong ones, at its place.</summary>
public sealed class DeviceFileTests : IDisposable
{
    private const string Least = """ "MinConductance": 1e-6, "MaxConductance": 40e-6 """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_says_all_parts_and_leaves_out_what_is_not_known()
    {
        var bare = Parse($$"""{ {{Least}} }""");
        Assert.Equal((null, null, null, null, null), (bare.Laws.Programming, bare.Laws.Drift, bare.Laws.ReadNoise, bare.Laws.Temperature, bare.Laws.Current));
        var full = Parse($$"""
            {
              {{Least}}, "Name": "mine", "Summary": "ours", "Source": ["a", "b"], "Levels": 16, "Clip": "Range", "StuckOnRate": 0.01, "StuckOffRate": 0.02,
              "Programming": {
                "Source": "c",
                "Mean": -1e-7, "CellSigma": { "Table": [[1e-6, 0], [40e-6, 1e-6]] },
                "Sigma": { "Polynomial": [0, 0.1] },
                "Verify": { "Tolerance": 1e-7, "MaxPulses": 20, "PulseEnergy": 1e-12, "PulseTime": 1e-6 }
              },
              "Drift": { "Law": "Power", "ReferenceTime": 1, "Exponent": 0.05 },
              "ReadNoise": { "White": 1e-8, "Telegraph": { "Amplitude": 0.1, "Probability": 0.5 }, "OneOverF": { "Factor": 0.01, "Relative": true, "ReadTime": 1e-6 } },
              "Temperature": { "Reference": 300, "Coefficient": 0.001 },
              "Current": { "Law": "Table", "Points": [[-1, -2], [0, 0], [1, 1]] }
            }
            """);
        Assert.Equal(("mine", 16, ConductanceClip.Range, 0.01, 0.02), (full.Laws.Name, full.Levels, full.Laws.Clip, full.Laws.StuckOnRate, full.Laws.StuckOffRate));
        Assert.Equal(["a", "b", "Programming: c"], full.Sources.AsEnumerable());
        Assert.Equal(0.5e-6, full.Laws.Programming!.CellSigma!.At(20.5e-6), 1e-12);
        Assert.Equal(1e-6, full.Laws.Programming.CellSigma.At(50e-6), 1e-12);
        Assert.Equal(2e-6, full.Laws.Programming.SigmaAt(20e-6, 0), 1e-12);
        Assert.Equal((20, 1e-12), (full.Laws.Programming.Verify!.MaxPulses, full.Laws.Programming.Verify.PulseEnergy));
        Assert.Equal(1.1, full.Laws.Temperature!.FactorAt(400), 1e-12);
        Assert.Equal(3, Assert.IsType<TableCurrent>(full.Laws.Current).Points.Length);
    }

    /// <summary>Temperature by activation: the law of Arrhenius with the constants of the SI.</summary>
    [Fact]
    public void Conductances_follow_the_temperature()
    {
        // 0.1 eV from 300 to 350 K: exp(−0.1·1.602176634e-19/1.380649e-23·(1/350 − 1/300)).
        var law = Parse($$"""{ {{Least}}, "Temperature": { "Reference": 300, "ActivationEnergy": 1.602176634e-20 } }""").Laws.Temperature!;
        Assert.Equal(1.737759, law.FactorAt(350), 1e-5);
    }

    [Theory]
    [InlineData("", "this is no valid JSON", 1)]
    [InlineData("[1]", "an object is needed", 1)]
    [InlineData("{ \"MinConductance\": 1e-6 }", "'MaxConductance' is missing", 1)]
    [InlineData("{ \"MinConductance\": 1,\n \"MaxConductance\": 40 }", "MaxConductance: 40 is out of its range, 0 to 1 siemens", 2)]
    [InlineData("{ \"MinConductance\": -1e-6, \"MaxConductance\": 40e-6 }", "MinConductance: -1e-6 is out of its range", 1)]
    [InlineData("{ \"MinConductance\": 1e-6, \"MaxConductance\": 1e-6 }", "less than MaxConductance", 1)]
    [InlineData("{ \"MinConductance\": 1e-6, \"MaxConductance\": NaN }", "this is no valid JSON", 1)]
    [InlineData("{ \"MinConductance\": 1e-6, \"MaxConductance\": 1e999 }", "out of its range", 1)]
    [InlineData("{ \"MinConductance\": \"1e-6\", \"MaxConductance\": 40e-6 }", "a number without quotes is needed in siemens", 1)]
    [InlineData("{ #, \"Progamming\": {} }", "Progamming: there is no such member here. Did you mean 'Programming'?", 1)]
    [InlineData("{ #, \"MinConductance\": 0 }", "'MinConductance' is there twice", 1)]
    [InlineData("{ #,\n \"Programming\": { \"Sigma\": 1.5 } }", "Programming.Sigma: at 1E-06 S it is 1.5, out of its range, 0 to 4E-05 siemens. Are its units SI?", 2)]
    [InlineData("{ #,\n \"Programming\": { \"Sigma\": { \"Polynomial\": [1e-6, -1] } } }", "Programming.Sigma: at", 2)]
    [InlineData("{ #,\n \"Programming\": { \"Sigma\": { \"Table\": [[2e-6, 0], [1e-6, 0]] } } }", "Programming.Sigma.Table[1]: conductances must rise", 2)]
    [InlineData("{ #,\n \"Programming\": { \"Sigma\": {} } }", "a curve is a number, or an object with Polynomial, Terms, Table or Pieces", 2)]
    [InlineData("{ #,\n \"Programming\": { \"Sigma\": [{ \"Age\": 5, \"Sigma\": 0 }] } }", "ages begin with 0 and rise", 2)]
    [InlineData("{ #,\n \"Programming\": { \"Verify\": { \"Tolerance\": 1e-7, \"MaxPulses\": 2.5 } } }", "MaxPulses: a whole number is needed", 2)]
    [InlineData("{ #,\n \"Drift\": { \"ReferenceTime\": 1 } }", "Drift: 'Law' is missing", 2)]
    [InlineData("{ #,\n \"Drift\": { \"Law\": \"Linear\", \"ReferenceTime\": 1 } }", "Drift.Law: it must be one of \"Power\", \"Logarithmic\"", 2)]
    [InlineData("{ #,\n \"Current\": { \"Law\": \"Table\", \"Points\": [[-1, 1], [0, 0]] } }", "Current.Points[1]: voltage and current must rise", 2)]
    [InlineData("{ #,\n \"Current\": { \"Law\": \"Powers\", \"MaxVoltage\": 1, \"Coefficients\": [1e-6, -1e-6] } }", "the current does not rise with the voltage", 2)]
    [InlineData("{ #,\n \"Current\": { \"Law\": \"Table\", \"Points\": [[-0.5, -0.4e-6], [0, 0], [0.5, 0.7e-6]] } }", "Current.Points: the current is 8E-07 to 1.4E-06 times conductance times voltage", 2)]
    [InlineData("{ #,\n \"Current\": { \"Law\": \"Table\", \"Points\": [[-0.5, -0.4e3], [0, 0], [0.5, 0.7e3]] } }", "Are its units SI", 2)]
    [InlineData("{ #,\n \"Current\": { \"Law\": \"Powers\", \"MaxVoltage\": 1, \"Coefficients\": [2] } }", "Current.Coefficients: the current is", 2)]
    [InlineData("{ #,\n \"Drift\": { \"Law\": \"Power\", \"ReferenceTime\": 20, \"Exponent\": -0.05 } }", "Drift.Exponent: at 1E-06 S it is -0.05, out of its range, 0 to 10. Are", 2)]
    [InlineData("{ #,\n \"Drift\": { \"Law\": \"Logarithmic\", \"ReferenceTime\": 1e-3, \"SigmaSlope\": 1e-6, \"Sigma\": 1e-7 } }", "SigmaSlope·ln t₀ + Sigma is -6.808E-06 S, less than 0", 2)]
    [InlineData("{ #,\n \"Programming\": { \"Sigma\": 1e-6, \"Between\": \"Linear\" } }", "Programming.Between: it is between the ages of Sigma", 2)]
    [InlineData("{ #,\n \"Programming\": { \"Sigma\": { \"Polynomial\": [1e-6], \"Least\": 2e-6, \"Greatest\": 1e-6 } } }", "Sigma.Least: it must be at most Greatest", 2)]
    [InlineData("{ #, \"Levels\": 1 }", "Levels: a whole number is needed: 0, or at least 2", 1)]
    [InlineData("{ #, \"Name\": \"\\ud800\" }", "half of a character", 1)]
    public void What_is_wrong_is_said_at_its_place(string json, string message, int line)
    {
        var path = _folder.Write("device.json", Encoding.UTF8.GetBytes(json.Replace("#", Least, StringComparison.Ordinal)));
        var bag = new DiagnosticBag();
        Assert.Null(DeviceCatalog.Devices.Read(path, bag));
        var diagnostic = Assert.Single(bag.All);
        Assert.Same(Descriptors.InvalidDeviceFile, diagnostic.Descriptor);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(line, diagnostic.Line);
    }

    /// <summary>Deep nesting, whatever it is of, ends before the stack does.</summary>
    [Fact]
    public void Deep_files_are_refused()
    {
        var path = _folder.Write("deep.json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"Source\":", 100_000))));
        var bag = new DiagnosticBag();
        Assert.Null(DeviceCatalog.Devices.Read(path, bag));
        Assert.Same(Descriptors.InvalidDeviceFile, Assert.Single(bag.All).Descriptor);
    }

    [Fact]
    public void Options_take_from_the_device_what_nobody_says_otherwise()
    {
        var bag = new DiagnosticBag();
        var options = OptionReader.Read([("Device", "pcm-joshi-2020")], null, null, bag);
        Assert.Empty(bag.All);
        Assert.Equal((0, 25e-6), (options.Hardware.MinConductance, options.Hardware.MaxConductance));
        options = OptionReader.Read([("MaxConductance", "2e-5"), ("Device", "pcm-joshi-2020")], null, null, bag);
        Assert.Empty(bag.All);
        Assert.Equal((0, 2e-5), (options.Hardware.MinConductance, options.Hardware.MaxConductance));
        Assert.Equal("pcm-joshi-2020", options.ToHardware().Device!.Name);
        _ = OptionReader.Read([("MaxConductance", "3e-5"), ("Device", "pcm-joshi-2020")], null, null, bag);
        Assert.Contains("cannot have more than 2.5E-05 S", Assert.Single(bag.All).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hardware_file_may_name_a_device_beside_it()
    {
        _folder.Write("mine.json", Encoding.UTF8.GetBytes($$"""{ {{Least}} }"""));
        _folder.Write("chip.json", Encoding.UTF8.GetBytes("""{ "Device": "./mine.json", "MinConductance": 2e-6 }"""));
        var bag = new DiagnosticBag();
        var options = OptionReader.Read([("Hardware", "chip.json")], _folder.Path, null, bag);
        Assert.Empty(bag.All);
        Assert.Equal(("mine", 2e-6, 40e-6), (options.Hardware.Device!.Definition.Laws.Name, options.Hardware.MinConductance, options.Hardware.MaxConductance));
        // What is written names no place of a machine.
        Assert.Equal("mine", OptionTable.Find("Device")!.Describe(options));
        Assert.Equal(_folder["mine.json"], OptionTable.Find("Device")!.FileOf(options));
    }

    private static DeviceDefinition Parse(string json) => DeviceFile.Parse(Encoding.UTF8.GetBytes(json), "test");
}
