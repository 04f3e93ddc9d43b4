using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Options;
using Crossbar.Runtime.Circuits;
using Crossbar.Tests.Support;

namespace Crossbar.Compiler.Tests.Netlists;

public sealed class NgspiceDeckTests : IDisposable
{
    private const double Tolerance = 1e-9;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossbar-ngspice-");

    public void Dispose() => _folder.Delete(recursive: true);

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
        Check(DeckFactory.Random(8, 5, new ArrayResistances(wordLine, bitLine, input, output, access), seed: 3));

    [NgspiceTheory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    [InlineData(3, 17)]
    [InlineData(16, 9)]
    public void An_array_may_be_of_any_shape(int rows, int columns) =>
        Check(DeckFactory.Random(rows, columns, new ArrayResistances(20, 10, 5, 2, 1), seed: rows + columns));

    [NgspiceFact]
    public void Open_cells_and_negative_voltages_are_allowed()
    {
        double[] conductances = [0, 1e-5, 0, 0, 2e-5, 0];
        double[] voltages = [-0.1, 0.3, -0.2];
        var resistances = new ArrayResistances(2, 3, 4, 5, 6);
        var expected = DenseNodalAnalysis.Solve(3, 2, conductances, resistances, voltages);
        Check(DeckFactory.Make(3, 2, conductances, resistances, voltages, expected));

        // With ideal wires the first row and the second column hang on nothing but their sources.
        Check(DeckFactory.Make(3, 2, [0, 0, 1e-5, 0, 2e-5, 0], ArrayResistances.None, voltages, [-1e-6, 0]));
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

    private void Check(ArrayDeck deck)
    {
        var path = Path.Combine(_folder.FullName, "deck.cir");
        using (var stream = File.Create(path))
            DeckWriter.Write(deck, NetlistDialect.Ngspice, stream);
        Assert.Equal(deck.ExpectedCurrents.ToArray(), NgspiceRunner.Expected(path));
        NgspiceRunner.AssertAgree(deck.ExpectedCurrents.ToArray(), NgspiceRunner.Run(path), Tolerance);
    }
}
