namespace Crossbar.Runtime.Tests.Circuits;

public class NgspiceTests
{
    [NgspiceTheory]
    [InlineData(1, 1, 1, 1, 1, 1, 0)]
    [InlineData(9, 7, 1, 1, 1, 1, 0)]
    [InlineData(9, 7, 2, 5, 10, 20, 1000)]
    [InlineData(8, 12, 0, 3, 0, 2, 0)]
    [InlineData(12, 8, 3, 0, 2, 0, 50)]
    [InlineData(27, 16, 1, 1, 1, 1, 0)]
    [InlineData(32, 32, 1.5, 2.5, 5, 7, 0)]
    public void Linear_arrays_agree_with_ngspice(
        int rows, int columns, double word, double bit, double input, double output, double access) =>
        Compare(rows, columns, new ArrayResistances(word, bit, input, output, access), 0);

    [NgspiceFact]
    public void An_array_of_64_by_64_agrees_with_ngspice() => Compare(64, 64, ArrayResistances.Default, 0);

    [NgspiceTheory]
    [InlineData(1, 1, 1, 1, 1, 1, 0, 2)]
    [InlineData(9, 7, 1, 1, 1, 1, 0, 2)]
    [InlineData(9, 7, 20, 50, 10, 20, 1000, 4)]
    [InlineData(8, 12, 0, 3, 0, 2, 0, 8)]
    [InlineData(20, 16, 1, 2, 3, 4, 200, 2)]
    public void Nonlinear_arrays_agree_with_ngspice(
        int rows, int columns, double word, double bit, double input, double output, double access, double kappa) =>
        Compare(rows, columns, new ArrayResistances(word, bit, input, output, access), kappa);

    [NgspiceTheory]
    [InlineData(9, 7, 1, 1, 1, 1, 0, 0)]
    [InlineData(9, 7, 20, 50, 10, 20, 1000, 0)]
    [InlineData(12, 8, 3, 0, 2, 0, 50, 0)]
    [InlineData(27, 16, 1, 1, 1, 1, 0, 0)]
    [InlineData(9, 7, 1, 1, 1, 1, 0, 2)]
    [InlineData(9, 7, 20, 50, 10, 20, 1000, 4)]
    public void Sources_give_the_power_that_ngspice_finds(
        int rows, int columns, double word, double bit, double input, double output, double access, double kappa) =>
        ComparePower(rows, columns, new ArrayResistances(word, bit, input, output, access), kappa);

    private static void ComparePower(int rows, int columns, ArrayResistances resistances, double kappa)
    {
        var g = RandomArray.Conductances(rows, columns, rows + columns, openOneIn: 20);
        var v = RandomArray.Voltages(rows, rows * columns);
        var expected = NgspiceDeck.SourcePower(rows, columns, g, resistances, v, kappa);
        var (power, cells) = (new double[1], new double[1]);
        if (kappa == 0)
            power[0] = InputAdmittance.Solve(rows, columns, g, resistances).Power(v);
        else
            new NonlinearArray(rows, columns, g, resistances, Device.Sinh(kappa, 0.2), 1e-15).ReadPower(v, power, cells);
        Assert.Equal(1, power[0] / expected, 1e-9);
    }

    [NgspiceTheory]
    [InlineData(9, 7, 5, 8, 3, 4, 0, 0, LineEnds.Both, LineEnds.Both)]
    [InlineData(27, 16, 5, 8, 0, 0, 50, 0, LineEnds.Both, LineEnds.Both)]
    [InlineData(12, 8, 0, 8, 3, 4, 0, 0, LineEnds.Both, LineEnds.Both)]
    [InlineData(12, 8, 8, 0, 3, 4, 0, 2, LineEnds.Both, LineEnds.Both)]
    [InlineData(9, 20, 20, 50, 10, 20, 1000, 4, LineEnds.Both, LineEnds.One)]
    [InlineData(20, 9, 20, 50, 0, 0, 0, 4, LineEnds.One, LineEnds.Both)]
    public void Lines_connected_at_both_ends_agree_with_ngspice(
        int rows, int columns, double word, double bit, double input, double output, double access, double kappa, LineEnds drive, LineEnds sense)
    {
        var resistances = new ArrayResistances(word, bit, input, output, access) { DriveEnds = drive, SenseEnds = sense };
        Compare(rows, columns, resistances, kappa);
        ComparePower(rows, columns, resistances, kappa);
    }

    private static void Compare(int rows, int columns, ArrayResistances resistances, double kappa)
    {
        var g = RandomArray.Conductances(rows, columns, rows + columns, openOneIn: 20);
        var v = RandomArray.Voltages(rows, rows * columns);
        var expected = NgspiceDeck.ColumnCurrents(rows, columns, g, resistances, v, kappa);
        var solution = NodalAnalysis.Solve(rows, columns, g, resistances, v, Device.Sinh(kappa, 0.2), 1e-16);
        Check(solution.ColumnCurrents);
        var currents = new double[columns];
        if (kappa == 0)
        {
            var transfer = new double[g.Length];
            TransferMatrix.Solve(rows, columns, g, resistances, transfer);
            for (var k = 0; k < g.Length; k++)
                currents[k % columns] += v[k / columns] * transfer[k];
        }
        else
        {
            new NonlinearArray(rows, columns, g, resistances, Device.Sinh(kappa, 0.2), 1e-15).Read(v, currents);
        }
        Check(currents);

        void Check(double[] actual)
        {
            for (var j = 0; j < columns; j++)
                Assert.True(Math.Abs(actual[j] - expected[j]) <= 1e-9 * Math.Abs(expected[j]), $"column {j}: {actual[j]:R}, ngspice {expected[j]:R}");
        }
    }
}
