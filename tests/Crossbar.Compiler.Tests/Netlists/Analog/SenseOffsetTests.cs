using System.Text.RegularExpressions;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Verification;
using Crossbar.Compiler.Tests.Netlists.Verification;

namespace Crossbar.Compiler.Tests.Netlists.Analog;

/// <summary>Input offsets of transimpedance stages: the parameter sense_offset, and each stage's own share of it.</summary>
public sealed partial class SenseOffsetTests : IDisposable
{
    private const double Offset = 1e-3;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<NetlistDialect, string, double> Dialects => new()
    {
        { NetlistDialect.Ngspice, "", 0 },
        { NetlistDialect.Ngspice, "", 20 },
        { NetlistDialect.LTspice, "-D ngbehavior=lt", 20 },
        { NetlistDialect.Hspice, "-D ngbehavior=hs", 20 },
        { NetlistDialect.Xyce, "-D ngbehavior=ps", 20 },
    };

    public void Dispose() => _folder.Dispose();

    // A virtual ground at v instead of 0 takes its own conductance to all sources off the current, and wires couple neighbours: dense nodal analysis has both.
    [NgspiceTheory]
    [MemberData(nameof(Dialects))]
    public void An_offset_moves_a_stage_by_what_its_virtual_ground_is_moved_by(NetlistDialect dialect, string mode, double wire)
    {
        var network = Write(_folder.Path, dialect, seed: 5, wire);
        var array = network.Layers[0].Arrays[0].Programmed;
        var (rows, columns) = (array.RowCount, array.Layout.BitLines);
        var library = File.ReadAllText(_folder["layer00.inc"]);
        var stages = Stage().Matches(library).ToDictionary(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), m => Number(m, 2));
        Assert.Equal(columns, stages.Count);
        var resistance = Number(Feedback().Match(library), 1);
        var grounds = Enumerable.Range(0, columns).Select(j => Offset * stages[j]).ToArray();
        var r = network.Design.Hardware.Resistances;
        var moved = DenseNodalAnalysis.Solve(rows, columns, array.ConductancesOf(0), r, new double[rows], grounds);
        if (wire == 0)
        {
            for (var j = 0; j < columns; j++)
                Assert.Equal(-grounds[j] * Enumerable.Range(0, rows).Sum(i => array.ConductancesOf(0)[(i * columns) + j]), moved[j], 1e-15);
        }

        var (without, with) = (Read(0), Read(Offset));
        for (var j = 0; j < columns; j++)
        {
            var expected = grounds[j] - (resistance * moved[j]);
            Assert.True(Math.Abs(expected) > 0.3 * Math.Abs(grounds[j]));
            // An amplifier's gain of a million leaves a part in some hundred thousand of the outputs' own 0.1 V.
            Assert.Equal(expected, with[j] - without[j], 1e-4 * Offset);
        }

        double[] Read(double offset)
        {
            var file = _folder["parameters.inc"];
            var parameters = File.ReadAllText(file);
            Assert.Contains(".param sense_offset=0\n", parameters, StringComparison.Ordinal);
            var deck = File.ReadAllText(_folder["layer00.cir"]);
            // Up to the dialect's own analysis; ngspice has no int, which of converters' codes is floor.
            string analysis = dialect switch { NetlistDialect.Hspice => "\n.option ", NetlistDialect.Xyce => "\n.DC", _ => "\n.options" };
            deck = deck[..deck.IndexOf(analysis, StringComparison.Ordinal)].Replace("int(", "floor(", StringComparison.Ordinal);
            File.WriteAllText(file, parameters.Replace(".param sense_offset=0\n", FormattableString.Invariant($".param sense_offset={offset:R}\n"), StringComparison.Ordinal));
            try
            {
                var prints = string.Concat(Enumerable.Range(0, columns).Select(j => FormattableString.Invariant($"print v(xlayer00.t000_cv_{j})\n")));
                var result = new Ngspice(ScriptedNgspice.Write(_folder, $"ngspice -n {mode} -b \"$deck\""), TimeSpan.FromMinutes(1))
                    .Run(deck + $"\n.options reltol=1e-9 gminsteps=0 pivrel=0.5\n.op\n.control\nset numdgt=16\nrun\n{prints}quit\n.endc\n.end\n", _folder.Path);
                Assert.True(result.Failure is null, result.Failure);
                return [.. result.Values.Select(value => value.Value)];
            }
            finally
            {
                File.WriteAllText(file, parameters);
            }
        }
    }

    [Fact]
    public void Offsets_belong_to_the_chips_seed_and_are_as_many_standard_normal_numbers()
    {
        var first = Deviations("first", 5);
        Assert.Equal(first, Deviations("again", 5));
        Assert.NotEqual(first, Deviations("other", 6));
        var many = Enumerable.Range(0, 40).SelectMany(layer => Enumerable.Range(0, 5).SelectMany(tile => Crossbar.Compiler.Netlists.Analog.SenseOffsets.Of(1, layer, tile, tile % 2, 50))).ToArray();
        // Ten thousand of them: mean and variance are within four standard errors.
        Assert.InRange(many.Average(), -0.04, 0.04);
        Assert.InRange(many.Average(z => z * z), 1 - 0.057, 1 + 0.057);
        Assert.InRange(many.Distinct().Count(), many.Length - 60, many.Length);

        string[] Deviations(string name, int seed)
        {
            Write(_folder[name], NetlistDialect.Ngspice, seed, 2);
            return [.. Stage().Matches(File.ReadAllText(Path.Combine(_folder[name], "layer00.inc"))).Select(m => m.Value)];
        }
    }

    private static CompiledNetwork Write(string folder, NetlistDialect dialect, int seed, double wire)
    {
        var design = TestNetworks.OneConvolution();
        var options = new CompilerOptions
        {
            Netlist = new() { Dialect = dialect, Peripherals = PeripheralCircuits.Analog },
            Mapping = new() { Scheme = MappingScheme.Differential },
            Conversion = new() { Method = ConversionMethod.None },
            Hardware = new() { WireResistance = wire, InputResistance = wire, OutputResistance = wire },
            Variation = new() { Seed = seed },
        };
        var images = TestNetworks.Images(design, 3);
        var network = NetworkCompiler.Compile(design, images, options);
        NetlistWriter.Write(folder, TestNetworks.Loaded(design, options), network, () => images[1]);
        return network;
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // Xt000_c_3 t000_c_3 t000_cv_3 sense params: z=0.25
    [GeneratedRegex(@"^Xt000_c_(\d+) t000_c_\1 t000_cv_\1 sense(?: params:| PARAMS:)? z=(\S+)$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"^Rt000_c_0 t000_cv_0 t000_c_0 (\S+)$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Feedback();
}
