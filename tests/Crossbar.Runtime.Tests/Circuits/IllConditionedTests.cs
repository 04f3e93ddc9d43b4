namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>
/// The bound of docs/solver.md: every element of T is accurate to (20 + M + N)·2⁻⁵² of itself, whatever the resistances. The reference
/// is plain nodal analysis in twice double's precision.
/// </summary>
public class IllConditionedTests
{
    private static double Bound(int rows, int columns) => (20 + rows + columns) * Math.Pow(2, -52);

    [Theory]
    [InlineData(1e-3, 1e9, 1e-3, 1)]
    [InlineData(1e9, 1e-3, 1e5, 1e-3)]
    [InlineData(1e-3, 1e-3, 1e-3, 1e-3)]
    [InlineData(1e6, 1e6, 1, 1)]
    public void Resistances_twelve_orders_apart_leave_every_element_accurate(double word, double bit, double input, double output)
    {
        const int Rows = 7, Columns = 6;
        var random = new Random(1);
        var g = new double[Rows * Columns];
        foreach (ref var x in g.AsSpan())
            x = Math.Pow(10, -9 + 12 * random.NextDouble());
        var resistances = new ArrayResistances(word, bit, input, output);
        var actual = new double[g.Length];
        TransferMatrix.Solve(Rows, Columns, g, resistances, actual);
        Check(Rows, Columns, Reference(Rows, Columns, g, resistances), actual);
    }

    [Fact]
    public void One_column_of_2048_cells_is_accurate() => Check(2048, 1, Column(2048, out var actual), actual);

    [Fact]
    public void One_row_of_2048_cells_is_accurate()
    {
        var expected = Column(2048, out _);
        var g = ColumnConductances(2048);
        Array.Reverse(g);
        var actual = new double[2048];
        TransferMatrix.Solve(1, 2048, g, new ArrayResistances(1, 5, 3, 2), actual);
        Array.Reverse(actual);
        Check(1, 2048, expected, actual);
    }

    private static void Check(int rows, int columns, double[] expected, double[] actual)
    {
        for (var k = 0; k < expected.Length; k++)
        {
            var error = Math.Abs(actual[k] - expected[k]) / expected[k];
            Assert.True(error <= Bound(rows, columns), $"element {k}: {actual[k]:R}, exactly {expected[k]:R}, error {error / Math.Pow(2, -52):F1}·2⁻⁵²");
        }
    }

    private static double[] ColumnConductances(int rows)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, rows).Select(_ => Math.Pow(10, -7 + 3 * random.NextDouble()))];
    }

    // One column: sources through (R_in + 1/G) to a chain of R_b that ends through R_out; with the current by reciprocity.
    private static double[] Column(int rows, out double[] actual)
    {
        var g = ColumnConductances(rows);
        var resistances = new ArrayResistances(5, 1, 2, 3);
        actual = new double[rows];
        TransferMatrix.Solve(rows, 1, g, resistances, actual);
        var cells = g.Select(x => (DoubleDouble)1 / ((DoubleDouble)1 / x + 2)).ToArray();

        // 1 V at the ground's place: node voltages by the ladder's conductance seen upwards.
        var upwards = new DoubleDouble[rows];
        upwards[0] = cells[0];
        for (var i = 1; i < rows; i++)
            upwards[i] = cells[i] + (DoubleDouble)1 / ((DoubleDouble)1 / upwards[i - 1] + 1);
        var result = new double[rows];
        var voltage = (DoubleDouble)1 / (upwards[^1] * 3 + 1);
        for (var i = rows - 1; i >= 0; i--)
        {
            result[i] = (double)(voltage * cells[i]);
            if (i > 0)
                voltage /= upwards[i - 1] + 1;
        }
        return result;
    }

    private static double[] Reference(int rows, int columns, double[] conductances, ArrayResistances resistances)
    {
        var terminals = rows + columns;
        var count = 2 * rows * columns;
        var network = new ResistorNetwork(rows, columns, new double[conductances.Length], resistances);
        var matrix = new DoubleDouble[count, count + rows];
        foreach (var (from, to, g) in network.Elements)
            Join(from, to, (DoubleDouble)1 / Ohm(from, to, g));
        for (var k = 0; k < conductances.Length; k++)
            Join(network.Word(k / columns, k % columns), network.Bit(k / columns, k % columns), conductances[k]);

        for (var p = 0; p < count; p++)
        {
            for (var r = p + 1; r < count; r++)
            {
                if (matrix[r, p].High == 0)
                    continue;
                var factor = matrix[r, p] / matrix[p, p];
                for (var c = p; c < count + rows; c++)
                    matrix[r, c] -= factor * matrix[p, c];
            }
        }
        for (var p = count - 1; p >= 0; p--)
        {
            for (var s = count; s < count + rows; s++)
            {
                for (var c = p + 1; c < count; c++)
                    matrix[p, s] -= matrix[p, c] * matrix[c, s];
                matrix[p, s] /= matrix[p, p];
            }
        }
        var transfer = new double[conductances.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                transfer[i * columns + j] = (double)(matrix[network.Bit(rows - 1, j) - terminals, count + i] / resistances.Output);
        }
        return transfer;

        // The resistances as given, not the rounded inverses of the element list.
        double Ohm(int from, int to, double g) =>
            new[] { resistances.WordLine, resistances.BitLine, resistances.Input, resistances.Output }.MinBy(r => Math.Abs(r * g - 1));

        void Join(int x, int y, DoubleDouble g)
        {
            Stamp(x, y, g);
            Stamp(y, x, g);
        }

        void Stamp(int x, int y, DoubleDouble g)
        {
            if (x < terminals)
                return;
            matrix[x - terminals, x - terminals] += g;
            if (y >= terminals)
                matrix[x - terminals, y - terminals] -= g;
            else if (y < rows)
                matrix[x - terminals, count + y] += g;
        }
    }
}
