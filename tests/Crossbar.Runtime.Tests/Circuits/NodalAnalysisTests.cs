using MathNet.Numerics.LinearAlgebra;

namespace Crossbar.Runtime.Tests.Circuits;

public class NodalAnalysisTests
{
    [Fact]
    public void Node_voltages_agree_with_a_dense_nodal_solve_for_every_pattern_of_ideal_wires()
    {
        for (var pattern = 0; pattern < RandomArray.Patterns; pattern++)
        {
            var resistances = RandomArray.Pattern(pattern);
            foreach (var (rows, columns) in new[] { (1, 1), (1, 6), (6, 1), (2, 2), (5, 3), (3, 7), (8, 8), (11, 10), (17, 9) })
                Compare(rows, columns, RandomArray.Conductances(rows, columns, pattern, openOneIn: 6), resistances);
        }
    }

    [Theory]
    [InlineData(LineEnds.One, LineEnds.One)]
    [InlineData(LineEnds.Both, LineEnds.One)]
    [InlineData(LineEnds.One, LineEnds.Both)]
    [InlineData(LineEnds.Both, LineEnds.Both)]
    public void Currents_and_power_follow_from_the_transfer_matrix(LineEnds drive, LineEnds sense)
    {
        const int Rows = 40, Columns = 25;
        var g = RandomArray.Conductances(Rows, Columns, 7);
        var v = RandomArray.Voltages(Rows, 8);
        var resistances = new ArrayResistances(1.5, 2.5, 10, 20, 100) { DriveEnds = drive, SenseEnds = sense };
        var transfer = new double[g.Length];
        TransferMatrix.Solve(Rows, Columns, g, resistances, transfer);
        var solution = NodalAnalysis.Solve(Rows, Columns, g, resistances, v);
        for (var j = 0; j < Columns; j++)
        {
            var expected = 0.0;
            for (var i = 0; i < Rows; i++)
                expected += v[i] * transfer[i * Columns + j];
            Assert.Equal(expected, solution.ColumnCurrents[j], 1e-12 * expected);
        }
        // Tellegen: what the sources deliver is what cells, transistors and wires turn into heat.
        Assert.Equal(Dissipated(solution, resistances, v), solution.Power, 1e-9 * solution.Power);
        Assert.InRange(solution.Residual, 0, 1e-13);
        Assert.Equal(0, solution.ErrorBound);
    }

    [Theory]
    [InlineData(1e-9, LineEnds.One)]
    [InlineData(1e-9, LineEnds.Both)]
    [InlineData(0, LineEnds.Both)]
    [InlineData(1e9, LineEnds.Both)]
    public void The_power_of_a_cell_keeps_its_digits_whatever_it_is_driven_through(double input, LineEnds drive)
    {
        var resistances = new ArrayResistances(1e-9, 1, input, 3) { DriveEnds = drive };
        var solution = NodalAnalysis.Solve(1, 1, [1e-12], resistances, [0.4]);
        var expected = 0.4 * 0.4 / (1e12 + 3 + (drive == LineEnds.Both ? input / 2 : input));
        Assert.Equal(1, solution.Power / expected, 1e-13);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 500)]
    [InlineData(8, 100)]
    [InlineData(30, 0)]
    public void Nonlinear_cells_obey_their_characteristic_and_Kirchhoffs_laws(double kappa, double access)
    {
        const int Rows = 12, Columns = 9;
        var g = RandomArray.Conductances(Rows, Columns, 9, openOneIn: 7);
        var v = RandomArray.Voltages(Rows, 10);
        var resistances = new ArrayResistances(20, 30, 15, 25, access);
        var solution = NodalAnalysis.Solve(Rows, Columns, g, resistances, v, new SinhDevice(kappa, 0.2), 1e-15);
        for (var k = 0; k < g.Length; k++)
        {
            var over = solution.WordLineVoltages[k] - solution.BitLineVoltages[k] - access * solution.CellCurrents[k];
            var current = g[k] * 0.2 * Math.Sinh(kappa * over) / Math.Sinh(kappa * 0.2);
            Assert.Equal(current, solution.CellCurrents[k], 1e-12 * Math.Abs(current) + 1e-18);
        }
        Assert.InRange(solution.Residual, 0, 1e-14);
        Assert.InRange(solution.ErrorBound, 0, 1e-14);
    }

    [Fact]
    public void A_strongly_nonlinear_array_under_high_voltage_converges()
    {
        var g = RandomArray.Conductances(6, 5, 11);
        var solution = NodalAnalysis.Solve(6, 5, g, new ArrayResistances(100, 100, 100, 100), [5, -5, 3, 0, 4, -2], new SinhDevice(10, 0.2));
        Assert.InRange(solution.ErrorBound, 0, 1e-10);
        Assert.InRange(solution.Residual, 0, 1e-10);
    }

    [Fact]
    public void A_large_array_is_solved_with_bounded_memory()
    {
        const int Rows = 300, Columns = 280;
        var g = RandomArray.Conductances(Rows, Columns, 12);
        var v = RandomArray.Voltages(Rows, 13);
        var solution = NodalAnalysis.Solve(Rows, Columns, g, ArrayResistances.Default, v);
        Assert.InRange(solution.Residual, 0, 1e-12);
        var transfer = new double[g.Length];
        TransferMatrix.Solve(Rows, Columns, g, ArrayResistances.Default, transfer);
        for (var j = 0; j < Columns; j++)
        {
            var expected = Enumerable.Range(0, Rows).Sum(i => v[i] * transfer[i * Columns + j]);
            Assert.Equal(expected, solution.ColumnCurrents[j], 1e-11 * expected);
        }
    }

    [Fact]
    public void Unphysical_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => NodalAnalysis.Solve(1, 1, [1], ArrayResistances.Default, [1, 2]));
        Assert.Throws<ArgumentException>(() => NodalAnalysis.Solve(1, 1, [1], ArrayResistances.Default, [double.NaN]));
        Assert.Throws<ArgumentException>(() => NodalAnalysis.Solve(1, 1, [-1], ArrayResistances.Default, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NodalAnalysis.Solve(1, 1, [1], ArrayResistances.Default, [1], null, 0));
    }

    private static double Dissipated(ArraySolution s, ArrayResistances r, double[] v)
    {
        var power = 0.0;
        for (var i = 0; i < s.Rows; i++)
        {
            for (var j = 0; j < s.Columns; j++)
            {
                var k = i * s.Columns + j;
                power += s.CellCurrents[k] * (s.WordLineVoltages[k] - s.BitLineVoltages[k]);
                var left = j == 0 ? v[i] : s.WordLineVoltages[k - 1];
                power += Math.Pow(left - s.WordLineVoltages[k], 2) / (j == 0 ? r.Input : r.WordLine);
                var below = i + 1 < s.Rows ? s.BitLineVoltages[k + s.Columns] : 0;
                power += Math.Pow(s.BitLineVoltages[k] - below, 2) / (i + 1 < s.Rows ? r.BitLine : r.Output);
                if (j == s.Columns - 1 && r.DriveEnds == LineEnds.Both)
                    power += Math.Pow(v[i] - s.WordLineVoltages[k], 2) / r.Input;
                if (i == 0 && r.SenseEnds == LineEnds.Both)
                    power += Math.Pow(s.BitLineVoltages[k], 2) / r.Output;
            }
        }
        return power;
    }

    private static void Compare(int rows, int columns, double[] g, ArrayResistances resistances)
    {
        var v = RandomArray.Voltages(rows, rows + columns);
        var network = new ResistorNetwork(rows, columns, g, resistances);
        var expected = DenseNodalAnalysis.NodeVoltages(network, Matrix<double>.Build.DenseOfColumnMajor(rows, 1, v));
        var solution = NodalAnalysis.Solve(rows, columns, g, resistances, v);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var k = i * columns + j;
                Assert.Equal(expected[network.Word(i, j), 0], solution.WordLineVoltages[k], 1e-13);
                Assert.Equal(expected[network.Bit(i, j), 0], solution.BitLineVoltages[k], 1e-13);
            }
        }
        Assert.InRange(solution.Residual, 0, 1e-12);
    }
}
