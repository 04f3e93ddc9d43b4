using Crossbar.Compiler.Netlists.Arrays;

namespace Crossbar.Compiler.Tests.Netlists.Arrays;

/// <summary>Arrays of every kind through stock ngspice: it, our solver and an independent nodal analysis agree.</summary>
public sealed class NgspiceArrayTests : IDisposable
{
    private const double Tolerance = 1e-9;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NgspiceTheory]
    [InlineData(20, 20, 20, 20, 0)]
    [InlineData(1, 3, 50, 7, 0)]
    [InlineData(20, 20, 20, 20, 1000)]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(0, 0, 0, 0, 500)]
    [InlineData(0, 5, 2, 3, 0)]
    [InlineData(5, 0, 2, 3, 0)]
    [InlineData(5, 4, 0, 3, 0)]
    [InlineData(5, 4, 2, 0, 0)]
    [InlineData(0, 5, 0, 3, 0)]
    [InlineData(5, 0, 2, 0, 10)]
    public void Ngspice_gives_the_currents_of_an_independent_nodal_analysis(double wordLine, double bitLine, double input, double output, double access) =>
        Check(ArrayFactory.Random(8, 5, new ArrayResistances(wordLine, bitLine, input, output, access), seed: 3));

    [NgspiceTheory]
    [InlineData(20, 20, 20, 20, 0)]
    [InlineData(20, 10, 5, 2, 1000)]
    [InlineData(20, 10, 0, 0, 0)]
    [InlineData(0, 10, 5, 2, 0)]
    [InlineData(20, 0, 5, 0, 0)]
    [InlineData(0, 0, 0, 0, 500)]
    public void Lines_may_be_connected_at_both_ends(double wordLine, double bitLine, double input, double output, double access)
    {
        var wires = new ArrayResistances(wordLine, bitLine, input, output, access) { DriveEnds = LineEnds.Both, SenseEnds = LineEnds.Both };
        Check(ArrayFactory.Random(8, 5, wires, seed: 3));
        Check(ArrayFactory.Random(1, 1, wires, seed: 4));
        Check(ArrayFactory.Random(2, 9, wires with { SenseEnds = LineEnds.One }, seed: 5));
        Check(ArrayFactory.Random(9, 2, wires with { DriveEnds = LineEnds.One }, seed: 6));
    }

    [NgspiceTheory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    [InlineData(3, 17)]
    [InlineData(16, 9)]
    public void An_array_may_be_of_any_shape(int rows, int columns) =>
        Check(ArrayFactory.Random(rows, columns, new ArrayResistances(20, 10, 5, 2, 1), seed: rows + columns));

    [NgspiceFact]
    public void Open_cells_and_inverted_inputs_are_allowed()
    {
        var resistances = new ArrayResistances(2, 3, 4, 5, 6);
        Check(ArrayFactory.Make(3, 2, [0, 1e-5, 0, 0, 2e-5, 0], resistances, [-64, 191, -128]));

        // With ideal wires the first row and the second column hang on nothing but their sources.
        Check(ArrayFactory.Make(3, 2, [0, 0, 1e-5, 0, 2e-5, 0], ArrayResistances.None, [-64, 191, -128]));
    }

    [NgspiceTheory]
    [InlineData(2, NetlistCell.Resistor)]
    [InlineData(5, NetlistCell.Resistor)]
    [InlineData(2, NetlistCell.Memristor)]
    [InlineData(3, NetlistCell.Memristor)]
    public void A_deck_reads_several_test_vectors_one_after_the_other(int vectors, NetlistCell cell)
    {
        var array = ArrayFactory.Random(6, 4, new ArrayResistances(5, 4, 3, 2, 100), seed: 4, vectors);
        Assert.Equal(cell == NetlistCell.Memristor ? 1e-6 : Tolerance, Verify(array, ArrayFactory.Cells(array, cell)).Allowed);
        // The last vector's currents stand behind the first ones' in the deck: one that is wrong is found.
        var wrong = array.ExpectedCurrents.ToArray();
        wrong[^1] *= 1.00001;
        ArrayFolder.Write(_folder.Path, ArrayFactory.Cells(array, cell), NetlistDialect.Ngspice, array with { ExpectedCurrents = wrong });
        var diagnostics = new Diagnostics.DiagnosticBag();
        Assert.Equal("differs", Assert.Single(Compiler.Netlists.Verification.NetlistVerifier.Verify(_folder.Path, "ngspice", null, 60, diagnostics)).Result);
    }

    [NgspiceTheory]
    [InlineData(NetlistCell.Memristor, NetlistAccess.Resistor, 0, 0)]
    [InlineData(NetlistCell.Memristor, NetlistAccess.Resistor, 1000, 0)]
    [InlineData(NetlistCell.Memristor, NetlistAccess.Mosfet, 2000, 0)]
    [InlineData(NetlistCell.Resistor, NetlistAccess.Mosfet, 500, 0)]
    [InlineData(NetlistCell.Nonlinear, NetlistAccess.Resistor, 0, 2)]
    [InlineData(NetlistCell.Nonlinear, NetlistAccess.Resistor, 1000, 5)]
    public void Cells_of_every_kind_give_what_the_solver_computes(NetlistCell cell, NetlistAccess access, double accessResistance, double nonlinearity)
    {
        var array = ArrayFactory.Random(7, 6, new ArrayResistances(5, 4, 3, 2, accessResistance), seed: 5);
        var cells = ArrayFactory.Cells(array, cell, access, nonlinearity);
        var voltages = Enumerable.Range(0, 7).Select(i => array.VoltageOf(i)).ToArray();
        var solution = ArraySolver.Solve(7, 6, array.Conductances.Span, array.Resistances, voltages, cells);
        var linear = array.ExpectedCurrents.ToArray();
        var row = Verify(array with { ExpectedCurrents = solution.ColumnCurrents }, cells);
        Assert.Equal(cell == NetlistCell.Memristor ? 1e-6 : Tolerance, row.Allowed);

        // A memristor is linear below its thresholds; what is not linear must differ from what would be.
        var worst = linear.Zip(solution.ColumnCurrents, (l, s) => Math.Abs(l - s) / s).Max();
        Assert.True(cells.IsNonlinear ? worst > 1e-6 : worst < 1e-12, $"The currents differ from linear ones by {worst:E2}.");
    }

    [NgspiceTheory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_too_large_is_solved_whole_and_sampled(int vectors)
    {
        var array = ArrayFactory.Random(36, 4, new ArrayResistances(5, 4, 3, 2), seed: 8, vectors);
        ArrayFolder.Write(_folder.Path, ArrayFactory.Cells(array), NetlistDialect.Ngspice, array);
        var row = Assert.Single(ArrayFolder.Verify(_folder.Path, 200));
        Assert.StartsWith("sampled 32x4 of 36x4", row.Result, StringComparison.Ordinal);
        Assert.InRange(row.Difference!.Value, 0, Tolerance);
    }

    // A band of devices that the corner of the array has nothing of, as a Toeplitz array has.
    [NgspiceTheory]
    [InlineData(100, 256)]
    [InlineData(256, 100)]
    [InlineData(40, 40)]
    public void A_sample_is_taken_where_devices_are(int rows, int columns)
    {
        var random = new Random(6);
        var conductances = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                conductances[(i * columns) + j] = Math.Abs(((double)i / rows) - ((double)j / columns)) < 0.05 ? 1e-5 + (5e-5 * random.NextDouble()) : 0;
        }

        double[] codes = [.. Enumerable.Range(0, rows).Select(_ => (double)random.Next(1, 256))];
        var array = Solved(rows, columns, conductances, codes);
        ArrayFolder.Write(_folder.Path, ArrayFactory.Cells(array), NetlistDialect.Ngspice, array);
        var row = Assert.Single(ArrayFolder.Verify(_folder.Path, 200));
        var devices = int.Parse(System.Text.RegularExpressions.Regex.Match(row.Result, "^sampled 32x32 of .* ([0-9]+) devices:").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(devices, 32, 32 * 32);
        // The same voltages through other devices would not do.
        Assert.InRange(row.Difference!.Value, double.Epsilon, Tolerance);
    }

    [NgspiceTheory]
    [InlineData(8, null)]
    [InlineData(64, 200L)]
    public void Nothing_compared_with_nothing_is_no_agreement(int rows, long? maxNodes)
    {
        // Devices in the first row alone, and it is not driven.
        double[] conductances = [.. Enumerable.Range(0, rows * 4).Select(k => k < 4 ? 2e-5 : 0)];
        double[] codes = [.. Enumerable.Range(0, rows).Select(i => i == 0 ? 0.0 : 200)];
        var array = Solved(rows, 4, conductances, codes);
        Assert.Equal([0, 0, 0, 0], array.ExpectedCurrents.ToArray());
        ArrayFolder.Write(_folder.Path, ArrayFactory.Cells(array), NetlistDialect.Ngspice, array);
        var diagnostics = new Diagnostics.DiagnosticBag();
        var row = Assert.Single(Compiler.Netlists.Verification.NetlistVerifier.Verify(_folder.Path, "ngspice", maxNodes, 60, diagnostics));
        Assert.Null(row.Difference);
        Assert.StartsWith(maxNodes is null ? "nothing compared" : "not simulated", row.Result, StringComparison.Ordinal);
        Reported.Only(Descriptors.NothingCompared, diagnostics.All);
    }

    [Fact]
    public void The_nodal_analysis_that_judges_agrees_with_series_resistances_by_hand()
    {
        var resistances = new ArrayResistances(20, 30, 1, 2, 100);
        Assert.Equal(0.4 / (1 + 1e4 + 100 + 2), DenseNodalAnalysis.Solve(1, 1, [1e-4], resistances, [0.4])[0], 1e-15);

        // Ideal wires: I_j = Σ_i V_i·G_ij.
        var ideal = DenseNodalAnalysis.Solve(2, 2, [1e-4, 2e-4, 3e-4, 4e-4], ArrayResistances.None, [0.1, 0.2]);
        Assert.Equal((0.1 * 1e-4) + (0.2 * 3e-4), ideal[0], 1e-15);
        Assert.Equal((0.1 * 2e-4) + (0.2 * 4e-4), ideal[1], 1e-15);
    }

    // The dense analysis takes too long for so many nodes: here the question is what is simulated.
    private static ArrayCircuit Solved(int rows, int columns, double[] conductances, double[] codes)
    {
        var wires = new ArrayResistances(5, 4, 3, 2);
        var array = ArrayFactory.Unsolved(rows, columns, conductances, wires, codes);
        double[] voltages = [.. Enumerable.Range(0, rows).Select(i => array.VoltageOf(i))];
        return array with { ExpectedCurrents = ArraySolver.Solve(rows, columns, conductances, wires, voltages, ArrayFactory.Cells(array)).ColumnCurrents };
    }

    private void Check(ArrayCircuit array) => Verify(array, ArrayFactory.Cells(array));

    private Crossbar.Compiler.Netlists.Verification.VerificationRow Verify(ArrayCircuit array, CellDesign cells)
    {
        ArrayFolder.Write(_folder.Path, cells, NetlistDialect.Ngspice, array);
        var row = Assert.Single(ArrayFolder.Verify(_folder.Path));
        Assert.Equal("ok", row.Result);
        return row;
    }
}
