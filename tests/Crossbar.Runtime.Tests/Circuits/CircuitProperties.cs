using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>Laws that hold for every array of linear cells.</summary>
[Properties(Arbitrary = [typeof(ArrayCases)])]
public class CircuitProperties
{
    [Property]
    public bool The_transfer_matrix_is_that_of_a_dense_nodal_solve(ArrayCase c)
    {
        var expected = DenseNodalAnalysis.Transfer(c.Rows, c.Columns, c.Conductances, c.Resistances);
        return Close(expected, c.Transfer(), 1e-10);
    }

    [Property]
    public bool Transposing_the_array_and_swapping_its_ends_transposes_the_transfer_matrix(ArrayCase c)
    {
        // Sources take the grounds' places: seen from the opposite corner, rows are columns.
        var turned = new ArrayCase(
            c.Columns, c.Rows, Turn(c.Conductances, c.Rows, c.Columns),
            c.Resistances with
            {
                WordLine = c.Resistances.BitLine, BitLine = c.Resistances.WordLine, Input = c.Resistances.Output, Output = c.Resistances.Input,
                DriveEnds = c.Resistances.SenseEnds, SenseEnds = c.Resistances.DriveEnds,
            },
            []);
        return Close(Turn(c.Transfer(), c.Rows, c.Columns), turned.Transfer(), 1e-13);
    }

    [Property]
    public bool Currents_of_two_inputs_add_up(ArrayCase c)
    {
        var other = RandomArray.Voltages(c.Rows, c.Rows);
        var sum = c.Voltages.Zip(other, (x, y) => x + y).ToArray();
        var expected = c.Solve(c.Voltages).ColumnCurrents.Zip(c.Solve(other).ColumnCurrents, (x, y) => x + y).ToArray();
        return Close(expected, c.Solve(sum).ColumnCurrents, 1e-12);
    }

    [Property]
    public bool The_array_is_passive(ArrayCase c)
    {
        var transfer = c.Transfer();
        var signed = c.Voltages.Select((v, i) => i % 2 == 0 ? v : -v).ToArray();
        var isBounded = Enumerable.Range(0, transfer.Length).All(k => transfer[k] >= 0)
            && Enumerable.Range(0, c.Rows).All(i => transfer[(i * c.Columns)..((i + 1) * c.Columns)].Sum() <= c.Conductances[(i * c.Columns)..((i + 1) * c.Columns)].Sum() * (1 + 1e-12));
        return isBounded && c.Solve(signed).Power >= 0;
    }

    [Property]
    public bool A_better_conducting_cell_never_lessens_the_power_of_given_sources(ArrayCase c)
    {
        // Rayleigh's monotonicity law.
        var more = c.Conductances.ToArray();
        more[c.Rows * c.Columns / 2] += 2e-5;
        return (c with { Conductances = more }).Solve(c.Voltages).Power >= c.Solve(c.Voltages).Power * (1 - 1e-12);
    }

    [Property]
    public bool Vanishing_resistances_give_the_ideal_product(ArrayCase c)
    {
        var nearly = c.Resistances with { WordLine = 1e-9, BitLine = 1e-9, Input = 1e-9, Output = 1e-9, Access = 1e-9 };
        return Close(c.Conductances, (c with { Resistances = nearly }).Transfer(), 1e-9);
    }

    private static double[] Turn(double[] matrix, int rows, int columns)
    {
        var result = new double[matrix.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                result[(columns - 1 - j) * rows + rows - 1 - i] = matrix[i * columns + j];
        }
        return result;
    }

    private static bool Close(double[] expected, double[] actual, double relative) =>
        expected.Zip(actual).All(p => Math.Abs(p.First - p.Second) <= relative * Math.Abs(p.First) + 1e-20);

    /// <summary>Where FsCheck finds the arrays.</summary>
    public static class ArrayCases
    {
        /// <summary>Arrays of any size up to 13×13, some of whose cells are open.</summary>
        public static Arbitrary<ArrayCase> Any() => Gen.Choose(0, int.MaxValue - 1).Select(ArrayCase.Random).ToArbitrary();
    }

    /// <summary>An array and the voltages of its sources.</summary>
    public sealed record ArrayCase(int Rows, int Columns, double[] Conductances, ArrayResistances Resistances, double[] Voltages)
    {
        public static ArrayCase Random(int seed)
        {
            var random = new Random(seed);
            var (rows, columns) = (random.Next(1, 14), random.Next(1, 14));
            return new ArrayCase(
                rows, columns, RandomArray.Conductances(rows, columns, seed, openOneIn: 8), RandomArray.Resistances(seed), RandomArray.Voltages(rows, seed));
        }

        public double[] Transfer()
        {
            var transfer = new double[Conductances.Length];
            TransferMatrix.Solve(Rows, Columns, Conductances, Resistances, transfer);
            return transfer;
        }

        public ArraySolution Solve(double[] voltages) => NodalAnalysis.Solve(Rows, Columns, Conductances, Resistances, voltages);

        public override string ToString() => $"{Rows}×{Columns}, {Resistances}, [{string.Join(", ", Conductances)}]";
    }
}
