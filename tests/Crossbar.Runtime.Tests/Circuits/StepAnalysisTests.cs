using Crossbar.Runtime.Circuits;

namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>How arrays settle, against closed forms and against small steps of time.</summary>
public sealed class StepAnalysisTests
{
    // A line of N segments R with C at each, an ideal source and nothing at its end: τ = RC/(4·sin²(π/(2(2N + 1)))).
    [Fact]
    public void A_line_has_the_time_constants_of_a_ladder()
    {
        const int N = 128;
        const double R = 2.82, C = 1e-15;
        // One row whose cells conduct next to nothing; the first node hangs on the source through a segment.
        var response = StepAnalysis.Solve(1, N, Enumerable.Repeat(1e-15, N).ToArray(), new ArrayResistances(R, 0, R, 0), new(C, 0), [1]);
        for (var k = 0; k < 3; k++)
        {
            var sine = Math.Sin(((2 * k) + 1) * Math.PI / (2 * ((2 * N) + 1)));
            Assert.Equal(R * C / (4 * sine * sine), response.TimeConstants[k], 1e-9 * response.TimeConstants[0]);
        }

        Assert.Equal(18.87e-12, response.Slowest, 0.005e-12);
    }

    // One cell: both nodes through a resistor each, two exponentials.
    [Theory]
    [InlineData(1e-15, 2e-15)]
    [InlineData(1e-15, 0)]
    [InlineData(0, 1e-15)]
    public void Currents_are_those_of_small_steps_of_time(double word, double bit)
    {
        var random = new Random(5);
        foreach (var (rows, columns) in new[] { (1, 1), (3, 2), (4, 5) })
        {
            var g = Enumerable.Range(0, rows * columns).Select(_ => 5e-5 + (2e-3 * random.NextDouble())).ToArray();
            var v = Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray();
            var resistances = new ArrayResistances(40, 60, 100, 80, 20);
            var response = StepAnalysis.Solve(rows, columns, g, resistances, new(word, bit), v);
            var (times, currents) = Simulate(rows, columns, g, resistances, word, bit, v);
            for (var t = 0; t < times.Length; t++)
            {
                for (var j = 0; j < columns; j++)
                    Assert.Equal(currents[t][j], response.CurrentAt(j, times[t]), 2e-3 * response.ColumnCurrents.Max());
            }

            var error = response.ColumnCurrents.Max() / 512;
            for (var j = 0; j < columns; j++)
            {
                var settled = response.SettlingTime(j, error);
                Assert.True(settled > 0);
                Assert.Equal(error, Math.Abs(response.CurrentAt(j, settled) - response.ColumnCurrents[j]), 1e-6 * error);
                Assert.All(Enumerable.Range(1, 50), k => Assert.True(Math.Abs(response.CurrentAt(j, settled * (1 + (0.1 * k))) - response.ColumnCurrents[j]) <= error));
            }
        }
    }

    [Fact]
    public void Nothing_settles_without_capacitance_and_currents_at_rest_are_those_of_the_solver()
    {
        double[] g = [1e-4, 2e-4, 3e-4, 4e-4];
        foreach (var resistances in new[] { new ArrayResistances(1, 2, 3, 4), new ArrayResistances(0, 0, 0, 0), new ArrayResistances(1, 1, 0, 0), new ArrayResistances(1, 1, 5, 5) { DriveEnds = LineEnds.Both, SenseEnds = LineEnds.Both } })
        {
            var expected = NodalAnalysis.Solve(2, 2, g, resistances, [0.3, 0.2]).ColumnCurrents;
            var still = StepAnalysis.Solve(2, 2, g, resistances, default, [0.3, 0.2]);
            Assert.Equal(0, still.Slowest);
            Assert.Equal(0, still.SettlingTime(0, 1e-9));
            var charged = StepAnalysis.Solve(2, 2, g, resistances, new(1e-15, 1e-15), [0.3, 0.2]);
            for (var j = 0; j < 2; j++)
            {
                Assert.Equal(expected[j], still.ColumnCurrents[j], 1e-12);
                Assert.Equal(expected[j], charged.CurrentAt(j, 1), 1e-12);
            }
        }
    }

    // Implicit Euler steps over all nodes, dense: another method and another matrix.
    private static (double[] Times, double[][] Currents) Simulate(int rows, int columns, double[] g, ArrayResistances r, double word, double bit, double[] v)
    {
        var cells = rows * columns;
        var (matrix, source) = (new double[2 * cells, 2 * cells], new double[2 * cells]);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                int w = (i * columns) + j, b = cells + w;
                Join(w, b, g[w] / (1 + (g[w] * r.Access)));
                if (j == 0)
                    Ground(w, 1 / r.Input, v[i]);
                else
                    Join(w, w - 1, 1 / r.WordLine);
                if (i == rows - 1)
                    Ground(b, 1 / r.Output, 0);
                else
                    Join(b, b + columns, 1 / r.BitLine);
            }
        }

        const double Step = 2e-17;
        const int Count = 40_000, Every = 4000;
        var capacitance = Enumerable.Range(0, 2 * cells).Select(k => k < cells ? word : bit).ToArray();
        var system = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(2 * cells, 2 * cells, (x, y) => matrix[x, y] + (x == y ? capacitance[x] / Step : 0)).Inverse();
        var state = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(2 * cells);
        var (times, currents) = (new List<double>(), new List<double[]>());
        for (var n = 1; n <= Count; n++)
        {
            state = system * MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(2 * cells, k => source[k] + (capacitance[k] / Step * state[k]));
            if (n % Every != 0)
                continue;
            times.Add(n * Step);
            currents.Add([.. Enumerable.Range(0, columns).Select(j => state[cells + ((rows - 1) * columns) + j] / r.Output)]);
        }

        return ([.. times], [.. currents]);

        void Join(int x, int y, double conductance)
        {
            matrix[x, x] += conductance;
            matrix[y, y] += conductance;
            matrix[x, y] -= conductance;
            matrix[y, x] -= conductance;
        }

        void Ground(int x, double conductance, double voltage)
        {
            matrix[x, x] += conductance;
            source[x] += conductance * voltage;
        }
    }
}
