using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Verification;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Tests.Netlists.Arrays;

/// <summary>Decks whose cells have a device's own characteristic, or a subcircuit of the user's own, against the solver.</summary>
public sealed class DeviceCellTests : IDisposable
{
    private const string Linear = "* mine\n.subckt mine top bottom\n+ params: G=1e-5\nR1 top bottom {1/G}\n.ends\n";
    private const string Sinh = ".SUBCKT mine a b PARAMS: g = 1u\nB1 a b I=g*0.2/sinh(2*0.2)*sinh(2*V(a,b))\n.ENDS mine\n";

    private static readonly TableCurrent Table = new(
        [.. Enumerable.Range(-11, 24).Select(k => (k * 0.05, (k * 0.05) + (0.6 * Math.Pow(k * 0.05, 3)) + (0.2 * k * 0.05 * k * 0.05)))]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NgspiceTheory]
    [InlineData(MappingScheme.Dense)]
    [InlineData(MappingScheme.Differential)]
    [InlineData(MappingScheme.SignedInput)]
    public void Layers_of_an_asymmetric_device_give_what_the_solver_computes(MappingScheme mapping)
    {
        var design = TestNetworks.EveryCircuit();
        var images = TestNetworks.Images(design, 5);
        var options = new CompilerOptions
        {
            Hardware = new()
            {
                MinConductance = 50e-6, MaxConductance = 225e-6, WireResistance = 5,
                Device = new PresetChoice<DeviceDefinition>("rram-milo-2021", DeviceCatalog.Devices.Find("rram-milo-2021")!),
            },
            Mapping = new() { Scheme = mapping },
        };
        var network = NetworkCompiler.Compile(design, images, options);
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network, () => images[0]);
        var rows = ArrayFolder.Verify(_folder.Path);
        Assert.All(rows, row => Assert.Equal("ok", row.Result));
        Assert.All(rows, row => Assert.Equal(1e-9, row.Allowed));
        Assert.Contains("Xg_0_0 ", File.ReadAllText(_folder["layer00_tile000.inc"]), StringComparison.Ordinal);
    }

    // -0.4 to 0.4 V; what is too large is read back from its text, coefficients and table, and solved again.
    [NgspiceTheory]
    [InlineData(true, 0, null)]
    [InlineData(true, 800, null)]
    [InlineData(false, 0, null)]
    [InlineData(false, 800, null)]
    [InlineData(true, 0, 200L)]
    [InlineData(false, 0, 200L)]
    public void Cells_obey_the_devices_law(bool isTable, double access, long? maxNodes)
    {
        var array = ArrayFactory.Random(36, 4, new ArrayResistances(5, 4, 3, 2, access), seed: 8);
        array = array with { Codes = array.Codes.ToArray().Select((code, k) => k % 3 == 0 ? -code : code).ToArray() };
        var row = Verify(Solved(array, Cells(array, isTable ? Table : Powers)), Cells(array, isTable ? Table : Powers), maxNodes);
        Assert.StartsWith(maxNodes is null ? "ok" : "sampled 32x4 of 36x4", row.Result, StringComparison.Ordinal);
        Assert.InRange(row.Difference!.Value, 0, 1e-9);
    }

    [Fact]
    public void A_table_is_read_back_from_its_subcircuit()
    {
        var text = string.Join('\n', CellLaw.Subcircuit(new Runtime.Devices.TableDevice(Table)).Body.Cast<Compiler.Netlists.Circuits.BehaviouralCurrent>().Select(b => $"B p n I={b.Expression}"));
        var (written, read) = (new Runtime.Devices.TableDevice(Table), new Runtime.Devices.TableDevice(CellLaw.ReadTable(text)));
        for (var v = -1.0; v < 1; v += 0.013)
            Assert.Equal(written.Current(1, v), read.Current(1, v), 1e-14);
    }

    [NgspiceTheory]
    [InlineData(Linear, 0, 1e-9)]
    [InlineData(Sinh, 2, 1e-6)]
    public void A_subcircuit_of_ones_own_is_compared_with_the_declared_law(string subcircuit, double nonlinearity, double tolerance)
    {
        var array = ArrayFactory.Random(7, 6, new ArrayResistances(5, 4, 3, 2, 100), seed: 5, vectors: 2);
        var cells = Custom(array, subcircuit, nonlinearity, tolerance);
        var row = Verify(Solved(array, cells), cells, null);
        Assert.Equal("ok", row.Result);
        Assert.Equal(tolerance, row.Allowed);
        Assert.InRange(row.Difference!.Value, 0, 1e-9);
    }

    [NgspiceTheory]
    [InlineData(1e-6, "differs")]
    [InlineData(0.1, "ok")]
    public void One_that_does_not_obey_it_fails_but_for_a_tolerance_that_allows_it(double tolerance, string result)
    {
        var array = ArrayFactory.Random(7, 6, new ArrayResistances(5, 4, 3, 2), seed: 5);
        var cells = Custom(array, Linear.Replace("1/G", "1.01/G", StringComparison.Ordinal), 0, tolerance);
        ArrayFolder.Write(_folder.Path, cells, NetlistDialect.Ngspice, array);
        var diagnostics = new DiagnosticBag();
        Assert.Equal(result, Assert.Single(NetlistVerifier.Verify(_folder.Path, "ngspice", null, 60, diagnostics)).Result);
        Assert.Equal(result == "ok" ? [] : [Descriptors.NetlistDiffers.Code], diagnostics.All.Select(d => d.Descriptor.Code));
    }

    [Theory]
    [InlineData("R1 a b 1\n", nameof(Descriptors.ForeignStatement), 1)]
    [InlineData("* nothing\n", nameof(Descriptors.InvalidSubcircuit), 1)]
    [InlineData("\n.subckt mine a b G=1\nR1 a b 1\n", nameof(Descriptors.InvalidSubcircuit), 2)]
    [InlineData(".subckt mine a b G=1\n.ends\n.ends\n", nameof(Descriptors.InvalidSubcircuit), 3)]
    [InlineData(".subckt mine a b c G=1\n.ends\n", nameof(Descriptors.NoCell), 1)]
    [InlineData("* x\n.subckt mine a G=1\n.ends\n", nameof(Descriptors.NoCell), 2)]
    [InlineData(".subckt mine a b R=1\n.ends\n", nameof(Descriptors.NoCell), 1)]
    [InlineData(".subckt layer00 a b G=1\n.ends\n", nameof(Descriptors.NoCell), 1)]
    [InlineData(".subckt mi-ne a b G=1\n.ends\n", nameof(Descriptors.NoCell), 1)]
    [InlineData(".subckt mine a b G=1\n.ends\n.include other.inc\n", nameof(Descriptors.ForeignStatement), 3)]
    [InlineData(".subckt mine a b G=1\n.ends\n.control\nshell date\n.endc\n", nameof(Descriptors.ForeignStatement), 3)]
    [InlineData(".subckt mine a b G=1\n.ends\n.tran 1 1\n", nameof(Descriptors.ForeignStatement), 3)]
    [InlineData(".subckt mine a b G=1\nR\u0001 a b 1\n.ends\n", nameof(Descriptors.InvalidSubcircuit), 2)]
    public void A_file_that_is_no_cell_is_refused_with_its_line(string text, string descriptor, int line)
    {
        File.WriteAllText(_folder["mine.sub"], text);
        var error = Reported.Only(Reported.Descriptor(descriptor), () => UserCell.Read(_folder["mine.sub"]));
        Assert.Equal((_folder["mine.sub"], line), (error.File, error.Line));
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Reported.Only(Descriptors.InvalidSubcircuit, () => UserCell.Read(_folder["none.sub"]));

    private static PowerCurrent Powers { get; } = new(
        [
            Terms(new CurveTerm(1, 1)),
            Terms(new CurveTerm(0.3, 1)),
            Terms(new CurveTerm(2, 1), new CurveTerm(1e4, 2)),
        ],
        0.3);

    private static ConductanceCurve Terms(params CurveTerm[] terms) => new() { Pieces = [new CurvePiece { Terms = [.. terms] }] };

    private static CellDesign Cells(ArrayCircuit array, CurrentLaw law)
    {
        var hardware = new HardwareDesign
        {
            Resistances = array.Resistances, InputVoltage = ArrayFactory.FullScale,
            Device = new DeviceLaws { Name = "mine", MinConductance = 1 / 300e3, MaxConductance = 1 / 15e3, Current = law },
        };
        return CellDesign.Of(new NetlistOptions(), hardware);
    }

    private CellDesign Custom(ArrayCircuit array, string subcircuit, double nonlinearity, double tolerance)
    {
        File.WriteAllText(_folder["mine.sub"], subcircuit);
        return CellDesign.Of(
            new NetlistOptions { Cell = NetlistCell.Custom, Subcircuit = _folder["mine.sub"], Tolerance = tolerance },
            new HardwareDesign { Resistances = array.Resistances, InputVoltage = ArrayFactory.FullScale, Nonlinearity = nonlinearity });
    }

    private static ArrayCircuit Solved(ArrayCircuit array, CellDesign cells) => array with
    {
        ExpectedCurrents = Enumerable.Range(0, array.VectorCount).SelectMany(v => ArraySolver.Solve(
            array.RowCount, array.BitLines, array.Conductances.Span, array.Resistances, [.. Enumerable.Range(0, array.RowCount).Select(i => array.VoltageOf(i, v))], cells)
            .ColumnCurrents).ToArray(),
    };

    private VerificationRow Verify(ArrayCircuit array, CellDesign cells, long? maxNodes)
    {
        ArrayFolder.Write(_folder.Path, cells, NetlistDialect.Ngspice, array);
        return Assert.Single(ArrayFolder.Verify(_folder.Path, maxNodes));
    }
}
