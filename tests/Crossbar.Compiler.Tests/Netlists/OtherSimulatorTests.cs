using System.Diagnostics;
using System.Text.RegularExpressions;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Verification;
using Crossbar.Compiler.Tests.Netlists.Verification;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>
/// Decks for other simulators than ngspice, run as far as free programs go: in ngspice's modes of compatibility, which read those simulators' own
/// forms, and arrays of resistors in gnucap, which has no line of code in common with ngspice.
/// </summary>
public sealed partial class OtherSimulatorTests : IDisposable
{
    private static readonly CompilerOptions Small = new()
    {
        Mapping = new() { MaxRows = 20, MaxColumns = 8 },
        Conversion = new() { Method = ConversionMethod.None },
        Hardware = new() { WireResistance = 3 },
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<NetlistDialect, string> Modes => new()
    {
        { NetlistDialect.LTspice, "lt" },
        { NetlistDialect.LTspice, "ltps" },
        { NetlistDialect.Hspice, "hs" },
        { NetlistDialect.Xyce, "ps" },
    };

    private static CompilerOptions[] Ways =>
    [
        Small,
        Small with
        {
            Mapping = Small.Mapping with { Scheme = MappingScheme.SignedInput },
            Netlist = Small.Netlist with { Access = NetlistAccess.Mosfet, Vectors = 3 },
            Hardware = Small.Hardware with { AccessResistance = 2000 },
        },
        Small with { Mapping = Small.Mapping with { Scheme = MappingScheme.Toeplitz, MaxRows = 0, MaxColumns = 0 }, Hardware = Small.Hardware with { RowCapacitance = 1e-15, ColumnCapacitance = 2e-15 } },
        Small with { Hardware = Small.Hardware with { Nonlinearity = 2 }, Conversion = Small.Conversion with { Method = ConversionMethod.Exact } },
        Small with { Netlist = Small.Netlist with { Cell = NetlistCell.Memristor }, Mapping = Small.Mapping with { OffsetSubtraction = OffsetSubtraction.Digital } },
    ];

    public void Dispose() => _folder.Dispose();

    [NgspiceTheory]
    [MemberData(nameof(Modes))]
    public void A_dialects_decks_give_in_ngspices_mode_for_it_what_the_solver_expects(NetlistDialect dialect, string mode)
    {
        var program = ScriptedNgspice.Write(_folder, $"ngspice -n -D ngbehavior={mode} -b \"$deck\"");
        var ngspice = new Ngspice(program, TimeSpan.FromMinutes(1));
        var design = TestNetworks.OneConvolution();
        foreach (var options in Ways)
        {
            var network = NetworkCompiler.Compile(design, TestNetworks.Images(design, 2), options);
            var (ours, theirs) = (Write("ours", NetlistDialect.Ngspice), Write("theirs", dialect));
            foreach (var file in Directory.GetFiles(theirs, "*.cir"))
            {
                // Everything is the dialect's but for the last lines, ngspice's own: how exactly to compute, and to print all digits.
                var deck = File.ReadAllText(file);
                var own = File.ReadAllText(Path.Combine(ours, Path.GetFileName(file)));
                var exactly = string.Concat(own.Split('\n').Where(line => line.StartsWith(".options", StringComparison.Ordinal)).Select(line => line + "\n"));
                var result = ngspice.Run(
                    deck[..deck.LastIndexOf(".end", StringComparison.Ordinal)] + exactly + own[own.LastIndexOf(".control", StringComparison.Ordinal)..], theirs);
                Assert.True(result.Failure is null && !result.TimedOut, $"{dialect}, {Path.GetFileName(file)}: {result.Failure}");
                var expected = DeckExpectations.Read(deck);
                var worst = expected.Worst(result.Values);
                Assert.False(expected.IsZero);
                Assert.True(worst?.Relative <= expected.Tolerance.Limit, $"{dialect} {mode}, {Path.GetFileName(file)}, {options.Netlist.Cell}: {worst}");
            }

            string Write(string name, NetlistDialect netlist)
            {
                var folder = _folder[name];
                NetlistWriter.Write(folder, TestNetworks.Loaded(design, options with { Netlist = options.Netlist with { Dialect = netlist } }), network);
                // ngspice has no int; of what converters round, which is not negative, floor is the same.
                foreach (var file in Directory.GetFiles(folder, "*.inc"))
                    File.WriteAllText(file, File.ReadAllText(file).Replace("int(", "floor(", StringComparison.Ordinal));
                return folder;
            }
        }
    }

    [GnucapTheory]
    [InlineData(1, 1, 0)]
    [InlineData(8, 5, 0)]
    [InlineData(7, 12, 700)]
    [InlineData(12, 12, 0)]
    public void An_array_of_resistors_gives_the_same_currents_in_gnucap(int rows, int columns, double access)
    {
        var array = ArrayFactory.Random(rows, columns, new ArrayResistances(20, 10, 5, 2, access), seed: 9);
        var cells = ArrayFactory.Cells(array);
        double[] voltages = [.. Enumerable.Range(0, rows).Select(i => array.VoltageOf(i))];
        var solved = ArraySolver.Solve(rows, columns, array.Conductances.Span, array.Resistances, voltages, cells).ColumnCurrents;
        ArrayFolder.Write(_folder.Path, cells, NetlistDialect.LTspice, array);
        var currents = Gnucap(columns);
        Assert.Equal(columns, currents.Count);
        for (var j = 0; j < columns; j++)
            Assert.InRange(Math.Abs(currents[j] - solved[j]) / solved[j], 0, 1e-9);
    }

    private List<double> Gnucap(int columns)
    {
        var parameters = Text(NetlistParameters.File);
        // Its subcircuits do not see parameters from outside, so these become numbers; its sources and shorts have a resistance by default.
        var library = Parameter().Matches(parameters).Aggregate(
            Text("layer00_tile000.inc"), (text, p) => text.Replace($"{{{p.Groups[1].Value}}}", p.Groups[2].Value, StringComparison.Ordinal));
        var deck = Text("layer00_tile000.cir").Split('\n').Where(line => line.Length > 0 && line[0] is not ('*' or '.'));
        var probes = Enumerable.Range(0, columns).Select(j => $".print op i(Vsense_{j.ToString(CultureInfo.InvariantCulture)})\n.op\n");
        var path = _folder["gnucap.ckt"];
        File.WriteAllText(path, $"title\n{parameters}\n{library}\n{string.Join('\n', deck)}\n.options numdgt=16 short=1e-10 gmin=0 reltol=1e-12\n{string.Concat(probes)}.end\n");
        using var process = Process.Start(new ProcessStartInfo("gnucap", ["-b", Path.GetFileName(path)]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        errors.Wait();
        return [.. Point().Matches(output).Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) * Unit(m.Groups[2].Value))];
    }

    private string Text(string file) => File.ReadAllText(_folder[file]);

    private static double Unit(string suffix) => suffix switch { "" => 1, "m" => 1e-3, "u" => 1e-6, "n" => 1e-9, "p" => 1e-12, _ => throw new FormatException(suffix) };

    [GeneratedRegex(@"^\.param (\w+)=(\S+)$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Parameter();

    // The temperature, then the probe: " 27.  26.51902892761869u".
    [GeneratedRegex(@"^ 27\.\s+([-+0-9.]+(?:[eE][-+]?\d+)?)([a-zA-Z]?)\s*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Point();
}
