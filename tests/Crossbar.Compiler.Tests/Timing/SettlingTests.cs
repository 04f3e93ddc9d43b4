using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Programs;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Compiler.Timing;

namespace Crossbar.Compiler.Tests.Timing;

/// <summary>Settling times in reports, against transients of the decks in ngspice, and the warning of reads that are too short.</summary>
public sealed class SettlingTests : IDisposable
{
    private const double FullScale = 0.4;

    private static readonly CompilerOptions Charged = new()
    {
        Mapping = new() { MaxRows = 0, MaxColumns = 0 },
        Hardware = new() { InputVoltage = FullScale, WireResistance = 20, InputResistance = 200, OutputResistance = 100, RowCapacitance = 1e-15, ColumnCapacitance = 2e-15 },
        Netlist = new() { Vectors = 1 },
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MappingScheme, OffsetSubtraction, double, double> Ways => new()
    {
        // Wires run past places without devices.
        { MappingScheme.Toeplitz, OffsetSubtraction.Analog, 0, 0.1 },
    };

    public static TheoryData<MappingScheme, OffsetSubtraction, double, double> OtherWays => new()
    {
        { MappingScheme.Differential, OffsetSubtraction.Analog, 0, 0.1 },
        { MappingScheme.Dense, OffsetSubtraction.Digital, 0, 0.1 },
        { MappingScheme.Dense, OffsetSubtraction.Analog, 0, 0.1 },
        { MappingScheme.SignedInput, OffsetSubtraction.Analog, 0, 0.1 },
        // The last of the way is right, its beginning that of straight lines.
        { MappingScheme.Dense, OffsetSubtraction.Digital, 3, 0.1 },
    };

    public void Dispose() => _folder.Dispose();

    [NgspiceTheory]
    [MemberData(nameof(Ways))]
    public void A_report_says_when_the_transient_of_the_deck_has_settled(MappingScheme mapping, OffsetSubtraction subtraction, double nonlinearity, double tolerance) =>
        AssertSettling(mapping, subtraction, nonlinearity, tolerance);

    [NgspiceTheory]
    [Trait(Campaign.Name, Campaign.Long)]
    [MemberData(nameof(OtherWays))]
    public void It_says_so_of_the_other_mappings_and_of_nonlinear_cells(MappingScheme mapping, OffsetSubtraction subtraction, double nonlinearity, double tolerance) =>
        AssertSettling(mapping, subtraction, nonlinearity, tolerance);

    private void AssertSettling(MappingScheme mapping, OffsetSubtraction subtraction, double nonlinearity, double tolerance)
    {
        var options = Charged with
        {
            Mapping = Charged.Mapping with { Scheme = mapping, OffsetSubtraction = subtraction },
            Hardware = Charged.Hardware with { Nonlinearity = nonlinearity },
        };
        var design = mapping == MappingScheme.Toeplitz ? TestNetworks.OneConvolution() : Design;
        var (network, report) = Compile(options, design);
        var settling = Assert.Single(Assert.Single(report.Layers).Arrays).Settling!;
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network);
        var tile = network.Layers[0].Layer.Tiles[0];
        var (times, outputs) = Transient(network.Layers[0].Arrays[0].Layout, 4 * settling.Time!.Value);
        var last = 0;
        for (var j = 0; j < outputs[0].Length; j++)
        {
            var halfStep = (tile.Columns[j].AdcMaximum - tile.Columns[j].AdcMinimum) / 255.0 / 2;
            last = Math.Max(last, Array.FindLastIndex(outputs, at => Math.Abs(at[j] - outputs[^1][j]) > halfStep));
        }

        Assert.InRange(settling.Time.Value, (1 - tolerance) * times[last], (1 + tolerance) * times[last + 1]);
        // A time constant of all columns is at least that of what is left of them late.
        Assert.InRange(settling.SlowestTimeConstant, settling.Time.Value / 20, settling.Time.Value);
    }

    [NgspiceFact]
    public void Capacitors_leave_the_operating_points_as_they_are()
    {
        var (network, _) = Compile(Charged);
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(Design, Charged), network);
        var library = File.ReadAllLines(_folder["layer00_tile000.inc"]);
        Assert.Equal(Rows * (Outputs + 1), library.Count(line => line.StartsWith("Ct_", StringComparison.Ordinal) && line.EndsWith(" 0 {c_row}", StringComparison.Ordinal)));
        Assert.Equal(Rows * (Outputs + 1), library.Count(line => line.StartsWith("Cb_", StringComparison.Ordinal) && line.EndsWith(" 0 {c_column}", StringComparison.Ordinal)));
        var rows = ArrayFolder.Verify(_folder.Path);
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal("ok", row.Result));
    }

    [Theory]
    [InlineData(InputEncoding.Amplitude, 1)]
    [InlineData(InputEncoding.BitSerial, 1)]
    [InlineData(InputEncoding.PulseWidth, 255)]
    [InlineData(InputEncoding.Spikes, 255)]
    public void A_read_that_is_too_short_is_warned_of_with_a_time_and_a_size_that_help(InputEncoding encoding, int moments)
    {
        var options = Charged with
        {
            Mapping = Charged.Mapping with { Scheme = MappingScheme.Differential },
            Converters = Charged.Converters with { InputEncoding = encoding },
        };
        var (_, report) = Compile(options);
        var time = report.Layers[0].Arrays[0].Settling!.Time!.Value;
        var shorter = With(options, 0.5 * time * moments);
        var message = Assert.Single(Warnings(shorter)).Message;
        Assert.StartsWith($"Layer 'dense': 1 of its 1 arrays do not settle within {(moments == 1 ? "ReadTime, " : "")}", message, StringComparison.Ordinal);
        Assert.Contains("The slowest, tile 0 (rows 0–31, outputs ", message, StringComparison.Ordinal);
        var needed = double.Parse(After(message, "ReadTime="), CultureInfo.InvariantCulture);
        Assert.InRange(needed, time * moments, 1.01 * time * moments);
        Assert.Empty(Warnings(With(options, needed)));
        var smaller = shorter with
        {
            Mapping = shorter.Mapping with
            {
                MaxRows = int.Parse(After(message, "MaxRows="), CultureInfo.InvariantCulture),
                MaxColumns = int.Parse(After(message, "MaxColumns="), CultureInfo.InvariantCulture),
            },
        };
        Assert.Empty(Warnings(smaller));

        static CompilerOptions With(CompilerOptions options, double readTime) => options with { Hardware = options.Hardware with { ReadTime = readTime } };

        static string After(string message, string name) => message[(message.IndexOf(name, StringComparison.Ordinal) + name.Length)..].Split(' ', ';')[0].TrimEnd('.');
    }

    [Fact]
    public void Without_capacitances_nothing_is_said_and_without_steps_only_time_constants()
    {
        var (network, report) = Compile(Charged with { Hardware = Charged.Hardware with { RowCapacitance = 0, ColumnCapacitance = 0 } });
        Assert.Null(report.Layers[0].Arrays[0].Settling);
        Assert.Null(SettlingMeasurement.Measure(network, null));
        Assert.DoesNotContain("ettling", report.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("Capacitance", report.ToJson(), StringComparison.Ordinal);

        var ideal = Charged with { Converters = Charged.Converters with { AdcBits = 0 }, Hardware = Charged.Hardware with { ReadTime = 1e-15 } };
        var settling = Compile(ideal).Report.Layers[0].Arrays[0].Settling!;
        Assert.Null(settling.Time);
        Assert.True(settling.SlowestTimeConstant > 0);
        Assert.Empty(Warnings(ideal));
    }

    private const int Rows = 32;
    private const int Outputs = 16;

    private static NetworkDesign Design { get; } = TestNetworks.Dense(Rows, Outputs);

    private static (CompiledNetwork Network, CompilationReport Report) Compile(CompilerOptions options, NetworkDesign? design = null)
    {
        design ??= Design;
        var network = NetworkCompiler.Compile(design, [.. TestNetworks.Images(design, 20).Select(image => Array.ConvertAll(image, Math.Abs))], options);
        return (network, ReportBuilder.Build(TestNetworks.Loaded(design, options), network));
    }

    private static Diagnostic[] Warnings(CompilerOptions options)
    {
        var (network, report) = Compile(options);
        var diagnostics = new DiagnosticBag();
        ModelCompiler.Warn(TestNetworks.Loaded(Design, options), network, report, diagnostics);
        Assert.All(diagnostics.All, d => Assert.Same(Descriptors.NotSettled, d.Descriptor));
        return [.. diagnostics.All];
    }

    // All rows of the array's subcircuit step from 0 V to full scale; of a pair's second array to minus full scale. What the ADCs see.
    private (double[] Times, double[][] Outputs) Transient(ArrayLayout layout, double until)
    {
        var deck = new System.Text.StringBuilder("settling\n.include parameters.inc\n");
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            var name = $"layer00_tile000{(a == 0 ? "" : "_array1")}";
            Add($".include {name}.inc");
            var ports = new List<string>();
            for (var i = 0; i < layout.RowCount; i++)
            {
                Add($"Vin{a}_{i} in{a}_{i} 0 PWL(0 0 1e-15 {(a == 0 ? FullScale : -FullScale):R})");
                ports.Add($"in{a}_{i}");
            }

            for (var j = 0; j < layout.BitLines; j++)
            {
                Add($"Vsense{a}_{j} out{a}_{j} 0 DC 0");
                ports.Add($"out{a}_{j}");
            }

            Add($"Xa{a}\n+ {string.Join("\n+ ", ports.Append(name))}");
        }

        var probes = string.Join(' ', Enumerable.Range(0, layout.ArrayCount).SelectMany(a => Enumerable.Range(0, layout.BitLines).Select(j => $"i(vsense{a}_{j})")));
        Add($".options reltol=1e-5\n.control\nset wr_singlescale\nset wr_vecnames\nsave {probes}\ntran {until / 800:R} {until:R} 0 {until / 800:R}\nwrdata out.txt {probes}\nquit\n.endc\n.end");
        _folder.Write("settling.cir", deck.ToString());
        var run = new ExternalProgram("ngspice", TimeSpan.FromMinutes(5)).Run(["-n", "-b", "settling.cir"], _folder.Path);
        Assert.True(File.Exists(_folder["out.txt"]), run.Output + run.Errors);
        var lines = File.ReadLines(_folder["out.txt"]).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return (Array.ConvertAll(lines, line => line[0]), Array.ConvertAll(lines, line => OutputsOf(layout, line.AsSpan(1))));

        void Add(FormattableString line) => deck.Append(FormattableString.Invariant(line)).Append('\n');
    }

    private static double[] OutputsOf(ArrayLayout layout, ReadOnlySpan<double> lines)
    {
        var outputs = new double[layout.OutputCount];
        for (var k = 0; k < lines.Length; k++)
        {
            if (layout.RoleOf(layout.LineOf(k % layout.BitLines)) is not { } role)
                continue;
            for (var j = role.Output ?? 0; j <= (role.Output ?? (layout.OutputCount - 1)); j++)
                outputs[j] += role.IsSubtracted ? -lines[k] : lines[k];
        }

        return outputs;
    }
}
