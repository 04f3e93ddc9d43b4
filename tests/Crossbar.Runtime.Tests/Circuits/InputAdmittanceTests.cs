using MathNet.Numerics.LinearAlgebra;

namespace Crossbar.Runtime.Tests.Circuits;

public class InputAdmittanceTests
{
    private const double Accuracy = 1e-11;

    [Fact]
    public void One_cell_in_series_with_its_wires_draws_what_Ohm_says()
    {
        var array = InputAdmittance.Solve(1, 1, [1e-3], new ArrayResistances(7, 9, 2, 3, 5));
        Assert.Equal(0.4 * 0.4 / (1000.0 + 2 + 3 + 5), array.Power([0.4]), 1e-17);
    }

    [Fact]
    public void Without_parasitic_resistances_each_cell_draws_its_conductance_times_the_voltage_squared()
    {
        var g = RandomArray.Conductances(9, 7, 1, openOneIn: 4);
        var v = RandomArray.Voltages(9, 2);
        var array = InputAdmittance.Solve(9, 7, g, ArrayResistances.None);
        Assert.All(array.Between.ToArray(), between => Assert.Equal(0, between));
        Assert.Equal(g.Select((x, k) => x * v[k / 7] * v[k / 7]).Sum(), array.Power(v), 1e-18);
    }

    // Two sources meet in the bit line's output resistor: R_i = 1/g from each to the node, R to ground.
    [Fact]
    public void Sources_that_share_an_output_resistor_drive_each_other_by_the_star_mesh_formula()
    {
        const double First = 2e-3, Second = 3e-3, Output = 1 / 50.0;
        var array = InputAdmittance.Solve(2, 1, [First, Second], new ArrayResistances(0, 0, 0, 50, 0));
        const double Sum = First + Second + Output;
        Assert.Equal(First * Second / Sum, array.Between[1], 1e-17);
        Assert.Equal(array.Between[1], array.Between[2]);
        Assert.Equal(First * Output / Sum, array.ToGround[0], 1e-17);
        Assert.Equal(Second * Output / Sum, array.ToGround[1], 1e-17);
    }

    [Fact]
    public void What_the_sources_give_is_what_all_resistors_dissipate_for_every_pattern_of_ideal_wires()
    {
        for (var pattern = 0; pattern < RandomArray.Patterns; pattern++)
        {
            var resistances = RandomArray.Pattern(pattern);
            foreach (var (rows, columns) in new[] { (1, 1), (1, 6), (6, 1), (2, 2), (5, 3), (3, 7), (8, 8), (11, 10), (9, 20) })
                Compare(rows, columns, RandomArray.Conductances(rows, columns, pattern, openOneIn: 6), resistances);
        }
    }

    [Theory]
    [InlineData(27, 16, 1)]
    [InlineData(16, 27, 100)]
    [InlineData(100, 3, 20)]
    [InlineData(2, 120, 20)]
    [InlineData(33, 18, 1000)]
    public void Larger_arrays_dissipate_what_their_sources_give(int rows, int columns, double wire) =>
        Compare(rows, columns, RandomArray.Conductances(rows, columns, 3, openOneIn: 9), new ArrayResistances(wire, 1.5 * wire, 10, 20, 300));

    [Fact]
    public void Nodal_analysis_finds_the_same_power_in_a_large_array()
    {
        var g = RandomArray.Conductances(130, 70, 8);
        var v = RandomArray.Voltages(130, 9);
        var expected = NodalAnalysis.Solve(130, 70, g, ArrayResistances.Default, v).Power;
        Assert.Equal(1, InputAdmittance.Solve(130, 70, g, ArrayResistances.Default).Power(v) / expected, 1e-11);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 63)]
    [InlineData(8, 64)]
    [InlineData(13, 200)]
    public void The_mean_power_of_many_reads_is_that_of_their_moments(int rows, int count)
    {
        const double VoltPerCode = 0.4 / 255;
        var random = new Random(count);
        var codes = Enumerable.Range(0, rows * count).Select(_ => (float)random.Next(256)).ToArray();
        var moments = InputMoments.Of(rows, codes, VoltPerCode);
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < rows; k++)
            {
                var expected = Enumerable.Range(0, count).Average(n => VoltPerCode * VoltPerCode * codes[(i * count) + n] * codes[(k * count) + n]);
                Assert.Equal(expected, moments[(i * rows) + k], 1e-15);
            }
        }

        var array = InputAdmittance.Solve(rows, 4, RandomArray.Conductances(rows, 4, 1), new ArrayResistances(50, 60, 70, 80));
        var mean = Enumerable.Range(0, count).Average(n => array.Power([.. Enumerable.Range(0, rows).Select(i => VoltPerCode * codes[(i * count) + n])]));
        Assert.Equal(1, array.MeanPower(moments) / mean, Accuracy);
    }

    // κV up to 0.8 and 3.2; the last wires are so strong that Newton's method solves each input.
    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(8, 30, 500)]
    [InlineData(4, 3000, 0)]
    public void Nonlinear_arrays_draw_what_Newtons_method_says(double kappa, double wire, double access)
    {
        const int Rows = 15, Columns = 9, Count = 19;
        var g = RandomArray.Conductances(Rows, Columns, 6, openOneIn: 10);
        var resistances = new ArrayResistances(wire, wire, 2 * wire, wire, access);
        var device = new SinhDevice(kappa, 0.2);
        var v = RandomArray.Voltages(Count * Rows, 7);
        var (power, cells) = (new double[Count], new double[Count]);
        new NonlinearArray(Rows, Columns, g, resistances, device, 1e-13).ReadPower(v, power, cells);
        for (var n = 0; n < Count; n++)
        {
            var solution = NodalAnalysis.Solve(Rows, Columns, g, resistances, v.AsSpan(n * Rows, Rows), device, 1e-15);
            Assert.Equal(1, power[n] / solution.Power, 1e-8);
            // What is not in the cells is in the resistors of the lines.
            var network = new ResistorNetwork(Rows, Columns, new double[g.Length], resistances);
            var wires = 0.0;
            foreach (var (from, to, conductance) in network.Elements)
                wires += conductance * Math.Pow(Voltage(from, solution, v.AsSpan(n * Rows, Rows)) - Voltage(to, solution, v.AsSpan(n * Rows, Rows)), 2);
            Assert.Equal(1, (cells[n] + wires) / solution.Power, 1e-8);
        }

        static double Voltage(int node, ArraySolution solution, ReadOnlySpan<double> inputs)
        {
            if (node < Rows)
                return inputs[node];
            var place = node - Rows - Columns;
            return place < 0 ? 0 : place % 2 == 0 ? solution.WordLineVoltages[place / 2] : solution.BitLineVoltages[place / 2];
        }
    }

    [Fact]
    public void Unphysical_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => InputAdmittance.Solve(1, 1, [-1], ArrayResistances.Default));
        Assert.Throws<ArgumentException>(() => InputAdmittance.Solve(2, 1, [1], ArrayResistances.Default));
        var array = InputAdmittance.Solve(2, 1, [1, 2], ArrayResistances.Default);
        Assert.Throws<ArgumentException>(() => array.Power([1]));
        Assert.Throws<ArgumentException>(() => array.Power([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => array.MeanPower([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => InputMoments.Of(2, [1], 1));
        Assert.Throws<ArgumentException>(() => InputMoments.Of(2, [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => InputMoments.Of(0, [], 1));
        var nonlinear = new NonlinearArray(2, 1, [1, 2], ArrayResistances.Default, new SinhDevice(2, 0.2));
        Assert.Throws<ArgumentException>(() => nonlinear.ReadPower([1, 2], new double[1], new double[2]));
        Assert.Throws<ArgumentException>(() => nonlinear.ReadPower([1, 2, 3], new double[1], new double[1]));
    }

    // Y = Σ g·d·dᵀ over all resistors, d being the voltages over a resistor for 1 V at each source alone.
    private static void Compare(int rows, int columns, double[] g, ArrayResistances resistances)
    {
        var network = new ResistorNetwork(rows, columns, g, resistances);
        var voltages = DenseNodalAnalysis.NodeVoltages(network, Matrix<double>.Build.DenseIdentity(rows));
        var expected = Matrix<double>.Build.Dense(rows, rows);
        foreach (var (from, to, conductance) in network.Elements)
        {
            var over = voltages.Row(from) - voltages.Row(to);
            expected += conductance * over.OuterProduct(over);
        }

        var array = InputAdmittance.Solve(rows, columns, g, resistances);
        var tolerance = Accuracy * Enumerable.Range(0, rows).Max(i => expected[i, i]);
        for (var i = 0; i < rows; i++)
        {
            var own = array.ToGround[i];
            for (var k = 0; k < rows; k++)
            {
                own += array.Between[(i * rows) + k];
                if (k != i)
                    Assert.Equal(-expected[i, k], array.Between[(i * rows) + k], tolerance);
            }

            Assert.Equal(expected[i, i], own, tolerance);
        }
    }
}
