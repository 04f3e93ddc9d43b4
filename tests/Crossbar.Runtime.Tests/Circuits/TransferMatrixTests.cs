namespace Crossbar.Runtime.Tests.Circuits;

public class TransferMatrixTests
{
    [Fact]
    public void One_cell_is_a_chain_of_resistors()
    {
        var t = new double[1];
        TransferMatrix.Solve(1, 1, [1e-3], new ArrayResistances(7, 9, 2, 3, 5), t);
        Assert.Equal(1 / (1000.0 + 2 + 3 + 5), t[0], 1e-17);
    }

    [Fact]
    public void Without_parasitic_resistances_the_transfer_matrix_is_the_conductances()
    {
        var g = RandomArray.Conductances(9, 7, 1, openOneIn: 4);
        Assert.Equal(g, Solve(9, 7, g, ArrayResistances.None));
    }

    [Fact]
    public void Every_small_shape_agrees_with_a_dense_nodal_solve()
    {
        for (var rows = 1; rows <= 9; rows++)
        {
            for (var columns = 1; columns <= 9; columns++)
                Compare(rows, columns, RandomArray.Conductances(rows, columns, rows * 10 + columns, openOneIn: 5), ArrayResistances.Default);
        }
    }

    [Fact]
    public void Every_pattern_of_ideal_wires_agrees_with_a_dense_nodal_solve()
    {
        for (var pattern = 0; pattern < RandomArray.Patterns; pattern++)
        {
            var resistances = RandomArray.Pattern(pattern);
            foreach (var (rows, columns) in new[] { (1, 1), (1, 6), (6, 1), (2, 2), (5, 3), (3, 7), (8, 8), (11, 10) })
                Compare(rows, columns, RandomArray.Conductances(rows, columns, pattern, openOneIn: 6), resistances);
        }
    }

    [Theory]
    [InlineData(27, 16)]
    [InlineData(16, 27)]
    [InlineData(21, 19)]
    [InlineData(100, 3)]
    [InlineData(2, 120)]
    [InlineData(18, 26)]
    public void Larger_arrays_agree_with_a_dense_nodal_solve(int rows, int columns) =>
        Compare(rows, columns, RandomArray.Conductances(rows, columns, 3), new ArrayResistances(2.5, 1.5, 10, 20, 300));

    [Fact]
    public void An_array_of_open_cells_conducts_nothing() => Assert.All(Solve(5, 6, new double[30], ArrayResistances.Default), t => Assert.Equal(0, t));

    [Fact]
    public void Concurrent_solves_give_the_same_bits()
    {
        var g = RandomArray.Conductances(40, 24, 5);
        var alone = Solve(40, 24, g, ArrayResistances.Default);
        Parallel.For(0, 16, _ => Assert.Equal(alone, Solve(40, 24, g, ArrayResistances.Default)));
    }

    [Fact]
    public void Unphysical_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Solve(2, 2, [1, 2, 3], ArrayResistances.Default));
        Assert.Throws<ArgumentException>(() => Solve(1, 2, [1, -1], ArrayResistances.Default));
        Assert.Throws<ArgumentException>(() => Solve(1, 2, [1, double.NaN], ArrayResistances.Default));
        Assert.Throws<ArgumentException>(() => Solve(1, 1, [double.PositiveInfinity], ArrayResistances.Default));
        Assert.Throws<ArgumentException>(() => Solve(1, 1, [1], new ArrayResistances(Input: -1)));
        Assert.Throws<ArgumentException>(() => Solve(1, 1, [1], new ArrayResistances(Access: double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Solve(0, 1, [], ArrayResistances.Default));
        Assert.Throws<ArgumentException>(() => TransferMatrix.Solve(1, 1, [1], ArrayResistances.Default, new double[2]));
    }

    private static double[] Solve(int rows, int columns, double[] g, ArrayResistances resistances)
    {
        var t = new double[g.Length];
        TransferMatrix.Solve(rows, columns, g, resistances, t);
        return t;
    }

    private static void Compare(int rows, int columns, double[] g, ArrayResistances resistances)
    {
        var expected = DenseNodalAnalysis.Transfer(rows, columns, g, resistances);
        var actual = Solve(rows, columns, g, resistances);
        for (var k = 0; k < g.Length; k++)
        {
            Assert.True(
                Math.Abs(actual[k] - expected[k]) <= 1e-10 * expected[k] + 1e-18,
                $"{rows}×{columns} {resistances}: T[{k / columns}, {k % columns}] = {actual[k]}, expected {expected[k]}");
        }
    }
}
