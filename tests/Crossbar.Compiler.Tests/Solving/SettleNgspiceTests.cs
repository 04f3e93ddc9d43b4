using Crossbar.Compiler.Programs;
using Crossbar.Compiler.Solving;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Tests.Solving;

/// <summary>Settling times against ngspice's transients.</summary>
public sealed class SettleNgspiceTests : IDisposable
{
    private const double Capacitance = 1e-15;
    private const int Bits = 8;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NgspiceTheory]
    [InlineData(16, 16, LineEnds.One)]
    [InlineData(16, 16, LineEnds.Both)]
    public void Columns_settle_when_they_do_in_a_transient(int rows, int columns, LineEnds ends) => AssertSettling(rows, columns, ends);

    // 128×64 takes ngspice more than two minutes, and agrees too.
    [NgspiceTheory]
    [Trait(Campaign.Name, Campaign.Long)]
    [InlineData(64, 32)]
    [InlineData(128, 16)]
    public void Columns_of_larger_arrays_do_so_too(int rows, int columns) => AssertSettling(rows, columns, LineEnds.One);

    private void AssertSettling(int rows, int columns, LineEnds ends)
    {
        var random = new Random(rows);
        var g = Enumerable.Range(0, rows * columns).Select(_ => 3.3e-6 + (6.3e-5 * random.NextDouble())).ToArray();
        var v = Enumerable.Range(0, rows).Select(_ => 0.4 * random.NextDouble()).ToArray();
        var resistances = new ArrayResistances(2.82, 2.82, 50, 50) { DriveEnds = ends, SenseEnds = ends };
        var response = StepAnalysis.Solve(rows, columns, g, resistances, new(Capacitance, Capacitance), v);
        var error = SettleCommand.HalfStep(response, Bits);
        var expected = Enumerable.Range(0, columns).Select(j => response.SettlingTime(j, error)).ToArray();
        var (times, currents) = Transient(rows, columns, g, resistances, v, 3 * expected.Max());
        for (var j = 0; j < columns; j++)
        {
            Assert.Equal(response.ColumnCurrents[j], currents[^1][j], 0.05 * error);
            var last = Array.FindLastIndex(currents, at => Math.Abs(at[j] - currents[^1][j]) > error);
            Assert.InRange(expected[j], 0.9 * times[last], 1.1 * times[last + 1]);
        }
    }

    // From wires without charge on: what each column's sense resistances carry.
    private (double[] Times, double[][] Currents) Transient(int rows, int columns, double[] g, ArrayResistances r, double[] v, double until)
    {
        var deck = new System.Text.StringBuilder("settling\n");
        var isBoth = r.DriveEnds == LineEnds.Both;
        for (var i = 0; i < rows; i++)
        {
            Add($"Vs{i} s{i} 0 DC {v[i]:R}");
            Add($"Ri{i} s{i} w{i}_0 {r.Input:R}");
            if (isBoth)
                Add($"Rf{i} s{i} w{i}_{columns - 1} {r.Input:R}");
            for (var j = 0; j < columns; j++)
            {
                Add($"Rc{i}_{j} w{i}_{j} b{i}_{j} {1 / g[(i * columns) + j]:R}");
                Add($"Cw{i}_{j} w{i}_{j} 0 {Capacitance:R} ic=0");
                Add($"Cb{i}_{j} b{i}_{j} 0 {Capacitance:R} ic=0");
                if (j > 0)
                    Add($"Rw{i}_{j} w{i}_{j - 1} w{i}_{j} {r.WordLine:R}");
                if (i > 0)
                    Add($"Rb{i}_{j} b{i - 1}_{j} b{i}_{j} {r.BitLine:R}");
            }
        }

        for (var j = 0; j < columns; j++)
        {
            Add($"Ro{j} b{rows - 1}_{j} 0 {r.Output:R}");
            if (isBoth)
                Add($"Rt{j} b0_{j} 0 {r.Output:R}");
        }

        var nodes = string.Join(' ', Enumerable.Range(0, columns).SelectMany(j => isBoth ? new[] { $"v(b{rows - 1}_{j})", $"v(b0_{j})" } : [$"v(b{rows - 1}_{j})"]));
        Add($".control\nset wr_singlescale\nsave {nodes}\ntran {until / 300:R} {until:R} 0 {until / 300:R} uic\nwrdata out.txt {nodes}\n.endc\n.end");
        _folder.Write("deck.cir", deck.ToString());
        var run = new ExternalProgram("ngspice", TimeSpan.FromMinutes(5)).Run(["-b", "deck.cir"], _folder.Path);
        Assert.True(File.Exists(_folder["out.txt"]), run.Output + run.Errors);
        var lines = File.ReadLines(_folder["out.txt"]).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return (
            Array.ConvertAll(lines, line => line[0]),
            Array.ConvertAll(lines, line => Enumerable.Range(0, columns).Select(j => isBoth ? (line[1 + (2 * j)] + line[2 + (2 * j)]) / r.Output : line[1 + j] / r.Output).ToArray()));

        void Add(FormattableString line) => deck.Append(FormattableString.Invariant(line)).Append('\n');
    }
}
