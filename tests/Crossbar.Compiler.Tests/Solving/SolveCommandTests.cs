using System.Text.Json;
using Crossbar.Compiler.Solving;

namespace Crossbar.Compiler.Tests.Solving;

public sealed class SolveCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_of_voltages_gives_a_line_of_round_trip_currents()
    {
        var (code, output, error) = Run("1e-3\n", "0.1\n\n0.2\n", o => o with { WireResistance = 7, InputResistance = 2, OutputResistance = 3, AccessResistance = 5 });
        Assert.Equal((0, ""), (code, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => double.Parse(l, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(0.1 / 1010, lines[0], 1e-18);
        Assert.Equal(0.2 / 1010, lines[1], 1e-18);
    }

    [Fact]
    public void Row_and_column_wires_may_differ()
    {
        // One row of two cells: the second is behind a word-line segment. One column of two: behind a bit-line segment.
        var (_, row, _) = Run("1e-3,1e-3", "1", o => o with { WireResistance = 100, ColumnWireResistance = 0, InputResistance = 0, OutputResistance = 0 });
        Assert.Equal([1e-3, 1 / 1100.0], Numbers(row), new Close());
        var (_, column, _) = Run("1e-3\n1e-3", "1,0", o => o with { WireResistance = 0, ColumnWireResistance = 100, InputResistance = 0, OutputResistance = 0 });
        Assert.Equal([1 / 1100.0], Numbers(column), new Close());
    }

    [Fact]
    public void Nonlinear_cells_follow_their_characteristic()
    {
        var (_, output, _) = Run(
            "1e-5", "0.4", o => o with { WireResistance = 0, InputResistance = 0, OutputResistance = 0, Nonlinearity = 2, SenseVoltage = 0.2 });
        Assert.Equal([1e-5 * 0.2 * Math.Sinh(0.8) / Math.Sinh(0.4)], Numbers(output), new Close());
    }

    [Theory]
    [InlineData("0.2,0.4", 500, "at most 100")]
    [InlineData("4,0", 100, "up to 4 V over a cell")]
    [InlineData("-2,2", 100, "up to 4 V over a cell")]
    [InlineData("0.2,0.4", 5e-324, "too small")]
    public void A_nonlinearity_that_leaves_the_range_of_double_precision_is_refused_before_solving(string voltages, double nonlinearity, string expected)
    {
        var (code, output, error) = Run("1e-5,2e-5\n1e-5,1e-5", voltages, o => o with { Nonlinearity = nonlinearity });
        Assert.Equal((1, ""), (code, output));
        Reported.Only(Descriptors.InvalidOption, error);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    // 40-digit roots of V = I·R + asinh(I·sinh(κ·Vs)/(G·Vs))/κ, R being 650 Ω.
    [Theory]
    [InlineData(30, 2e-5, 1.9788694989947277029e-7)]
    [InlineData(50, 6e-5, 8.0640055250367333055e-8)]
    public void Small_currents_of_nonlinear_cells_have_all_digits(double nonlinearity, double conductance, double expected)
    {
        foreach (var full in new[] { false, true })
        {
            var (code, output, error) = Run(FormattableString.Invariant($"{conductance}"), "0.1", o => o with
            {
                InputResistance = 50, OutputResistance = 100, AccessResistance = 500, Nonlinearity = nonlinearity, SenseVoltage = 0.2, Full = full, Json = true,
            });
            Assert.Equal((0, ""), (code, error));
            var root = JsonDocument.Parse(output).RootElement;
            var current = full ? root.GetProperty("solutions")[0].GetProperty("columnCurrents")[0] : root.GetProperty("columnCurrents")[0][0];
            Assert.Equal(expected, current.GetDouble(), expected * 1e-13);
        }
    }

    // κ·V = 100 and more: a number or a refusal, never a NaN in either.
    [Fact]
    public void Steep_cells_give_numbers_or_a_refusal_without_NaN()
    {
        for (var volts = 0.1; volts < 3.5; volts += 0.1)
        {
            var (code, output, error) = Run("1e-5,2e-5\n1e-5,1e-5", FormattableString.Invariant($"{volts},{volts / 2}"), o => o with { Nonlinearity = 100 });
            Assert.InRange(code, 0, 1);
            Assert.DoesNotContain("NaN", output + error, StringComparison.Ordinal);
            Reported.Only(code == 0 ? [] : [Descriptors.NotConverged], error);
        }
    }

    // A column of 10⁶ cells, which nothing but its inputs' voltages joins, solved one input at a time: with wires of 0 Ω the sum of G·V.
    [Fact]
    public void An_array_of_a_million_rows_is_solved()
    {
        const int Rows = 1_000_000;
        var (code, output, error) = Run(
            string.Concat(Enumerable.Repeat("1e-8\n", Rows)), string.Join(',', Enumerable.Repeat("0.5", Rows)),
            o => o with { WireResistance = 0, InputResistance = 0, OutputResistance = 0 });
        Assert.Equal((0, ""), (code, error));
        // A million roundings.
        Assert.Equal(5e-3, Assert.Single(Numbers(output)), 5e-3 * 1e-10);
    }

    [Fact]
    public void Full_solutions_are_printed_as_csv_and_as_json()
    {
        var (code, csv, _) = Run("1e-3,2e-3\n3e-3,4e-3", "1,0.5", o => o with { Full = true });
        Assert.Equal(0, code);
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("input,row,column,word_line_volt,bit_line_volt,cell_volt,cell_ampere", lines[0]);
        Assert.Equal(5, lines.Length);
        var (_, json, _) = Run("1e-3,2e-3\n3e-3,4e-3", "1,0.5", o => o with { Full = true, Json = true });
        var solution = JsonDocument.Parse(json).RootElement.GetProperty("solutions")[0];
        var expected = NodalAnalysis.Solve(2, 2, [1e-3, 2e-3, 3e-3, 4e-3], ArrayResistances.Default, [1, 0.5]);
        Assert.Equal(expected.BitLineVoltages[3], solution.GetProperty("bitLineVoltages")[1][1].GetDouble());
        Assert.Equal(expected.BitLineVoltages[3], double.Parse(lines[4].Split(',')[4], CultureInfo.InvariantCulture));
        Assert.Equal(expected.ColumnCurrents[0], solution.GetProperty("columnCurrents")[0].GetDouble());
    }

    // Against algebra: a single cell between sources and grounds at both ends is fed through R/2.
    [Fact]
    public void Ends_and_wires_can_be_told_apart()
    {
        var (code, output, error) = Run("1e-3", "1", o => o with { InputResistance = 200, OutputResistance = 600, DriveEnds = LineEnds.Both, SenseEnds = LineEnds.Both });
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(1 / (100 + 1000 + 300.0), Assert.Single(Numbers(output)), 1e-18);
        // Two cells of a row whose column wires do not matter: the second one is fed through the row's wire.
        var (_, apart, _) = Run("1e-3,0", "1", o => o with { InputResistance = 0, OutputResistance = 0, RowWireResistance = 50, ColumnWireResistance = 1e6 });
        Assert.Equal([1e-3, 0], Numbers(apart));
    }

    // A column of small currents beside large ones is as precise as they are: each column is also solved by itself, with ideal wires.
    [Theory]
    [InlineData(1e-13, 1e-12)]
    [InlineData(1e-4, 2e-4)]
    public void A_tolerance_is_a_share_of_each_columns_own_current(double tolerance, double expected)
    {
        var (code, output, error) = Run("1e-3,1e-9", "0.3", o => o with
        {
            Nonlinearity = 4, Tolerance = tolerance, WireResistance = 0, InputResistance = 0, OutputResistance = 500,
        });
        Assert.Equal((0, ""), (code, error));
        var currents = Numbers(output);
        foreach (var (conductance, current) in new[] { (1e-3, currents[0]), (1e-9, currents[1]) })
        {
            // I = G·V_s·sinh(κ(V − R·I))/sinh(κV_s), by bisection.
            double low = 0, high = 1;
            for (var k = 0; k < 200; k++)
            {
                var middle = (low + high) / 2;
                (low, high) = middle < conductance * 0.2 * Math.Sinh(4 * (0.3 - (500 * middle))) / Math.Sinh(4 * 0.2) ? (middle, high) : (low, middle);
            }

            Assert.Equal(1, current / low, expected);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-3)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_tolerance_that_is_no_share_is_refused(double tolerance)
    {
        var (code, _, error) = Run("1", "1", o => o with { Tolerance = tolerance });
        Assert.Equal(1, code);
        Reported.Only(Descriptors.InvalidOption, error);
        Assert.Contains(": --tolerance", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,x", "1", "g.csv(1,3)", nameof(Descriptors.CsvNotANumber))]
    [InlineData("1, -2", "1", "g.csv(1,4)", nameof(Descriptors.InvalidConductance))]
    // Microsiemens.
    [InlineData("1,40", "1", "g.csv(1,3)", nameof(Descriptors.InvalidConductance))]
    [InlineData("1,0\n1,NaN", "1,1", "g.csv(2,3)", nameof(Descriptors.InvalidConductance))]
    [InlineData("1,0\n\n1", "1,1", "g.csv(3,1)", nameof(Descriptors.CsvRagged))]
    [InlineData("1,0\n1,", "1,1", "g.csv(2,3)", nameof(Descriptors.CsvNotANumber))]
    [InlineData("\n", "1", "g.csv", nameof(Descriptors.CsvEmpty))]
    [InlineData("1\n1", "1,NaN", "v.csv(1,3)", nameof(Descriptors.InvalidVoltage))]
    [InlineData("1\n1", "1,2,3", "v.csv", nameof(Descriptors.VoltageCount))]
    public void What_is_wrong_in_a_file_is_told_with_its_place(string conductances, string voltages, string place, string descriptor)
    {
        var (code, output, error) = Run(conductances, voltages, o => o);
        Assert.Equal((1, ""), (code, output));
        var expected = Reported.Descriptor(descriptor);
        Reported.Only(expected, error);
        Assert.Contains($"{place}: {Reported.Canonical(expected)}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_and_missing_files_are_refused()
    {
        var (code, _, error) = Run("1", "1", o => o with { WireResistance = -1, SenseVoltage = 0, Voltages = "absent.csv" });
        Assert.Equal(1, code);
        Reported.Only([Descriptors.InvalidOption, Descriptors.InvalidOption, Descriptors.FileNotFound], error);
        Assert.Contains(": --wire-resistance -1", error, StringComparison.Ordinal);
        Assert.Contains(": --sense-voltage 0", error, StringComparison.Ordinal);
    }

    private static double[] Numbers(string text) =>
        [.. text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];

    private (int Code, string Output, string Error) Run(string conductances, string voltages, Func<SolveOptions, SolveOptions> change)
    {
        var (g, v) = (_folder["g.csv"], _folder["v.csv"]);
        File.WriteAllText(g, conductances);
        File.WriteAllText(v, voltages);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = SolveCommand.Run(change(new SolveOptions { Conductances = g, Voltages = v }), output, error);
        return (code, output.ToString(), error.ToString());
    }

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= 1e-13 * Math.Abs(x);

        public int GetHashCode(double obj) => 0;
    }
}
