using System.Collections.Immutable;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Solving;
using Crossbar.Compiler.Solving.Fitting;
using Crossbar.Compiler.Tests.Conversion;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Runtime.Devices;

namespace Crossbar.Compiler.Tests.Solving.Fitting;

public sealed class WireFitTests
{
    private static readonly ImmutableArray<FittedResistance> Common = [FittedResistance.Wire, FittedResistance.Input, FittedResistance.Output];

    private static readonly ImmutableArray<FittedResistance> Apart = [FittedResistance.Row, FittedResistance.Column, FittedResistance.Input, FittedResistance.Output];

    // A row of two cells is a ladder: behind R_in the first cell, behind R_row the second one, and what they let through in series and parallel.
    [Fact]
    public void A_ladder_is_told_from_the_currents_of_its_algebra()
    {
        const double Input = 20, Row = 7, First = 2e-3, Second = 5e-3;
        var behind = 1 / (Row + (1 / Second));
        var share = 1 / Input / ((1 / Input) + First + behind);
        double[] voltages = [0.3, -0.1];
        double[] currents = [.. voltages.SelectMany(v => new[] { First * share * v, behind * share * v })];
        var result = Fit(1, 2, [First, Second], voltages, currents, [FittedResistance.Row, FittedResistance.Input], new SolveOptions { Conductances = "", Voltages = "", OutputResistance = 0 });
        Assert.Equal(Row, result.Estimates[0].Value, 1e-6);
        Assert.Equal(Input, result.Estimates[1].Value, 1e-6);
        Assert.True(result.IsSettled);
    }

    // Modified nodal analysis by dense LU, which knows nothing of the solver.
    [Theory]
    [InlineData(1.5, 1.5, 3, 2, 0, LineEnds.One)]
    [InlineData(0.2, 40, 90, 0.5, 300, LineEnds.One)]
    [InlineData(5, 0.5, 0, 10, 0, LineEnds.One)]
    [InlineData(30, 40, 90, 50, 0, LineEnds.Both)]
    [InlineData(1, 1, 3000, 5000, 0, LineEnds.One)]
    [InlineData(20e3, 7e3, 2000, 900, 0, LineEnds.Both)]
    public void Currents_of_an_independent_solution_give_their_resistances_back(double row, double column, double input, double output, double access, LineEnds ends)
    {
        const int Rows = 7, Columns = 5, Inputs = 12;
        var (conductances, voltages) = (Numbers(Rows * Columns, 1e-5, 1e-4, 3), Numbers(Inputs * Rows, 0, 0.4, 4));
        var wires = new ArrayResistances(row, column, input, output, access) { DriveEnds = ends, SenseEnds = ends };
        double[] currents = [.. voltages.Chunk(Rows).SelectMany(v => DenseNodalAnalysis.Solve(Rows, Columns, conductances, wires, v))];
        var result = Fit(Rows, Columns, conductances, voltages, currents, Apart, new SolveOptions { Conductances = "", Voltages = "", AccessResistance = access, DriveEnds = ends, SenseEnds = ends });
        double[] expected = [row, column, input, output];
        for (var p = 0; p < expected.Length; p++)
            Assert.Equal(expected[p], result.Estimates[p].Value, 1e-5 * Math.Max(expected[p], 1));
        Assert.InRange(result.RelativeResidual, 0, 1e-9);
    }

    [Fact]
    public void Nonlinear_cells_are_told_by_the_solver_for_them()
    {
        const int Rows = 16, Columns = 9, Inputs = 10;
        var (conductances, voltages) = (Numbers(Rows * Columns, 1e-5, 1e-4, 3), Numbers(Inputs * Rows, 0, 0.4, 4));
        var device = Device.Sinh(2, 0.2);
        var wires = new ArrayResistances(6, 6, 12, 9);
        double[] currents = [.. voltages.Chunk(Rows).SelectMany(v => NodalAnalysis.Solve(Rows, Columns, conductances, wires, v, device, 1e-18).ColumnCurrents)];
        var result = Fit(Rows, Columns, conductances, voltages, currents, Common, new SolveOptions { Conductances = "", Voltages = "", Nonlinearity = 2, SenseVoltage = 0.2 });
        Assert.Equal([6, 12, 9], result.Estimates.Select(e => Math.Round(e.Value, 4)));
        // As if they were linear, the currents are not explained.
        Assert.InRange(result.RelativeResidual, 0, 1e-9);
        Assert.InRange(Fit(Rows, Columns, conductances, voltages, currents, Common).RelativeResidual, 1e-3, 1);
    }

    // The spread of the estimates over many noises is the uncertainty that each of them says, and chi-square is its degrees of freedom.
    [Fact]
    public void The_uncertainty_is_the_spread_of_repeated_measurements()
    {
        const int Rows = 8, Columns = 6, Inputs = 20, Repeats = 200;
        const double Sigma = 1e-8;
        var (conductances, voltages) = (Numbers(Rows * Columns, 1e-5, 1e-4, 3), Numbers(Inputs * Rows, 0, 0.4, 4));
        double[] currents = [.. voltages.Chunk(Rows).SelectMany(v => DenseNodalAnalysis.Solve(Rows, Columns, conductances, new ArrayResistances(30, 30, 60, 40), v))];
        foreach (double? sigma in new double?[] { Sigma, null })
        {
            var results = Enumerable.Range(0, Repeats).Select(seed => Fit(Rows, Columns, conductances, voltages, Noisy(currents, Sigma, seed), Common, sigma: sigma)).ToArray();
            for (var p = 0; p < Common.Length; p++)
            {
                double[] values = [.. results.Select(r => r.Estimates[p].Value)];
                var mean = values.Average();
                var spread = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (Repeats - 1));
                // The spread of 200 is known to a twentieth.
                Assert.InRange(results.Average(r => r.Estimates[p].Uncertainty!.Value) / spread, 0.8, 1.25);
                Assert.InRange(mean, new[] { 30, 60, 40 }[p] - (4 * spread / Math.Sqrt(Repeats)), new[] { 30, 60, 40 }[p] + (4 * spread / Math.Sqrt(Repeats)));
            }

            if (sigma is not null)
                Assert.InRange(results.Average(r => r.ChiSquared!.Value) / results[0].DegreesOfFreedom, 0.97, 1.03);
        }
    }

    // One cell: all three resistances are in series.
    [Fact]
    public void What_no_current_tells_apart_has_no_uncertainty()
    {
        var result = Fit(1, 1, [1e-3], [0.1, 0.2, 0.3, 0.4], [.. new[] { 0.1, 0.2, 0.3, 0.4 }.Select(v => v / 1030)], Common);
        Assert.All(result.Estimates, e => Assert.Null(e.Uncertainty));
        Assert.Equal([false, false, false], result.Estimates.Select(e => e.IsDetermined));
        Assert.Equal(30, result.Estimates[1].Value + result.Estimates[2].Value, 1e-6);
        Assert.Equal(FittedResistance.Output, result.Estimates[1].Companion);
    }

    // The case of the study: converted for 1 ohm everywhere, the chip has half as much or half as much again. Currents are noisy to a thousandth
    // of their size; converted again with what they tell, the chip's own transfer matrix is the target.
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void A_chip_that_was_half_off_is_right_again_when_it_is_converted_with_its_own_wires(double factor)
    {
        const int Rows = 128, Outputs = 64, Inputs = 100;
        var tile = Weights.Tile(Rows, Outputs, 1);
        var columns = tile.Layout.BitLines;
        var compiled = new HardwareDesign();
        var actual = compiled with { Resistances = new ArrayResistances(factor, factor, factor, factor) };
        var programmed = Exact.Convert("layer", tile, compiled);
        double[] conductances = [.. programmed.Conductances.Select(g => (double)g)];
        var before = On(programmed, actual);

        var transfer = new double[conductances.Length];
        TransferMatrix.Solve(Rows, columns, conductances, actual.Resistances, transfer);
        var voltages = Numbers(Inputs * Rows, 0, 0.4, 2);
        double[] currents = [.. voltages.Chunk(Rows).SelectMany(v => Enumerable.Range(0, columns).Select(j => Enumerable.Range(0, Rows).Sum(i => v[i] * transfer[(i * columns) + j])))];
        var sigma = 1e-3 * Math.Sqrt(currents.Average(c => c * c));
        var fit = Fit(Rows, columns, conductances, voltages, Noisy(currents, sigma, 5), Common, sigma: sigma);

        var told = compiled with { Resistances = new ArrayResistances(fit.Estimates[0].Value, fit.Estimates[0].Value, fit.Estimates[1].Value, fit.Estimates[2].Value) };
        var again = Exact.Convert("layer", tile, told);
        var after = On(again, actual);
        Assert.True(before.WorstError > 0.05, $"{before.WorstError}");
        Assert.True(after.WorstError < 5e-4, $"{before.WorstError} became {after.WorstError} with {string.Join(", ", fit.Estimates)}");
    }

    // What it transfers on other wires, against its target.
    private static ConversionQuality On(ConvertedTile tile, HardwareDesign chip)
    {
        var transfer = new double[tile.Conductances.Length];
        tile.Mapped.Layout.Solve([.. tile.Conductances.Select(g => (double)g)], chip.Resistances, transfer);
        return ConversionQuality.Of(tile.Mapped.Layout, tile.Mapped.Target, tile.Window, transfer, 1, 1);
    }

    private static WireFitResult Fit(
        int rows, int columns, double[] conductances, double[] voltages, double[] currents, ImmutableArray<FittedResistance> fitted,
        SolveOptions? array = null, double? sigma = null)
    {
        var model = new WireModel(
            array ?? new SolveOptions { Conductances = "", Voltages = "" }, new CsvMatrix(rows, columns, conductances),
            new CsvMatrix(voltages.Length / rows, rows, voltages), fitted);
        return WireFit.Run(model, fitted, currents, sigma);
    }

    private static double[] Numbers(int count, double least, double greatest, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => least + ((greatest - least) * random.NextDouble()))];
    }

    private static double[] Noisy(double[] currents, double sigma, int seed) =>
        [.. currents.Zip(Weights.Normal(currents.Length, seed, 1), (current, noise) => current + (sigma * noise))];
}
