using System.Text.RegularExpressions;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Programming;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Compiler.Tests.Netlists;

namespace Crossbar.Compiler.Tests.Conversion;

public sealed class ExactConversionTests
{
    public static TheoryData<int, int, double, double> Arrays { get; } = new()
    {
        { 1, 1, 1, 0 }, { 1, 9, 1, 0 }, { 9, 1, 1, 0 }, { 27, 16, 1, 0 }, { 27, 16, 0, 0 }, { 27, 16, 5, 0 }, { 27, 16, 1, 2000 }, { 64, 48, 1, 0 }, { 128, 64, 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Arrays))]
    public void The_transfer_matrix_is_the_target_and_every_conductance_can_be_programmed(int rows, int outputs, double wire, double access)
    {
        var hardware = Hardware(wire, access);
        var tile = Weights.Tile(rows, outputs, rows + outputs);
        var programmed = Exact.Convert("layer", tile, hardware);
        var transfer = Solve(tile, programmed.Conductances, hardware);
        var worst = 0.0;
        for (var k = 0; k < transfer.Length; k++)
        {
            worst = Math.Max(worst, Math.Abs(transfer[k] - (programmed.Window.Floor + (programmed.Range * tile.Target.Values[k]))) / programmed.Range);
            Assert.InRange(programmed.Conductances[k], hardware.MinConductance, hardware.MaxConductance);
        }

        Assert.InRange(worst, 0, 1e-5);
        Assert.Equal(worst, programmed.Quality.WorstError, 1e-12);
        Assert.InRange(programmed.Quality.MeanError, 0, worst);
        Assert.Equal(programmed.Range / (hardware.MaxConductance - hardware.MinConductance), programmed.Quality.UsedRange, 1e-12);
        Assert.Equal(transfer, programmed.Transfer);
    }

    // The solver's word is not taken for it: modified nodal analysis by dense LU.
    [Fact]
    public void An_independent_solution_of_the_circuit_agrees()
    {
        var hardware = Hardware(10, 500);
        var tile = Weights.Tile(7, 5, 1);
        var programmed = Exact.Convert("layer", tile, hardware);
        var voltages = new double[7];
        for (var i = 0; i < 7; i++)
        {
            Array.Clear(voltages);
            voltages[i] = 1;
            var currents = DenseNodalAnalysis.Solve(7, 6, [.. programmed.Conductances.Select(g => (double)g)], hardware.Resistances, voltages);
            for (var j = 0; j < 6; j++)
                Assert.Equal(programmed.Window.Floor + (programmed.Range * tile.Target.Values[(i * 6) + j]), currents[j], 1e-5 * programmed.Range);
        }
    }

    // What limits the range is a cell at the greatest conductance; a plain fixed point finds no larger range feasible, and this one so.
    [Theory]
    [InlineData(27, 16, 1)]
    [InlineData(64, 48, 1)]
    [InlineData(20, 20, 10)]
    [InlineData(40, 30, 5)]
    public void No_larger_range_is_feasible(int rows, int outputs, double wire)
    {
        var hardware = Hardware(wire, 0);
        var tile = Weights.Tile(rows, outputs, 5);
        var programmed = Exact.Convert("layer", tile, hardware);
        Assert.Equal(hardware.MaxConductance, programmed.Conductances.Max(), 1e-5 * hardware.MaxConductance);
        // A narrower window has room for floors, a wider one for none.
        var change = 1e-4 * programmed.Range;
        var shares = Enumerable.Range(-10, 31).Select(k => k / 10.0).ToArray();
        Assert.Contains(shares, share => IsFeasible(tile, hardware, programmed.Window.Floor + (share * change), programmed.Range - change));
        Assert.DoesNotContain(shares, share => IsFeasible(tile, hardware, programmed.Window.Floor - (share * change), programmed.Range + change));
    }

    [Fact]
    public void Ideal_wires_leave_the_whole_range()
    {
        var hardware = Hardware(0, 0);
        var programmed = Exact.Convert("layer", Weights.Tile(27, 16, 5), hardware);
        Assert.Equal(1, programmed.Quality.UsedRange);
        Assert.Equal(hardware.MaxConductance - hardware.MinConductance, programmed.Range);
    }

    [Theory]
    [InlineData(1, 9, 1)]
    [InlineData(27, 16, 1)]
    [InlineData(64, 48, 1)]
    [InlineData(27, 16, 0)]
    public void A_device_that_can_be_switched_off_is_no_special_case(int rows, int outputs, double wire)
    {
        var hardware = Hardware(wire, 0) with { MinConductance = 0 };
        var tile = Weights.Tile(rows, outputs, 5);
        var programmed = Exact.Convert("layer", tile, hardware);
        Assert.All(programmed.Conductances, g => Assert.InRange(g, 0, hardware.MaxConductance));
        Assert.InRange(programmed.Quality.WorstError, 0, ExactConversion.Tolerance);
        Assert.InRange(programmed.Quality.UsedRange, 0.1, 1);
        Assert.InRange(programmed.Quality.Solves, 1, 8);
    }

    // Devices that people have: on/off ratios without end, 100, 40 and 20, greatest conductances of 25 to 225 µS.
    public static TheoryData<int, int, double, double, double> Devices
    {
        get
        {
            var data = new TheoryData<int, int, double, double, double>();
            foreach (var (rows, outputs, wire) in new[] { (64, 32, 1.0), (128, 64, 1), (115, 125, 1), (256, 64, 0.35) })
            {
                foreach (var most in new[] { 25e-6, 40e-6, 66.7e-6, 225e-6 })
                {
                    foreach (var ratio in new[] { double.PositiveInfinity, 100, 40, 20 })
                        data.Add(rows, outputs, wire, most / ratio, most);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Every_device_gives_an_exact_array(int rows, int outputs, double wire, double least, double most)
    {
        var hardware = Hardware(wire, 0) with { MinConductance = least, MaxConductance = most };
        foreach (var tile in new[] { Weights.Tile(rows, outputs, rows), LineOrdering.Arrange(Weights.Tile(rows, outputs, rows), hardware) })
        {
            var programmed = Exact.Convert("layer", tile, hardware);
            var transfer = Solve(tile, programmed.Conductances, hardware);
            for (var k = 0; k < transfer.Length; k++)
            {
                Assert.Equal(programmed.Window.Floor + (programmed.Range * tile.Target.Values[k]), transfer[k], 1.001e-5 * programmed.Range);
                Assert.InRange(programmed.Conductances[k], least, most);
            }

            Assert.True(programmed.IsConverged);
            Assert.True(programmed.Quality.WorstError < SignalConversion.AtMaxInput(tile, hardware).Quality.WorstError);
        }
    }

    // The better the device is switched off, the more of its range is left.
    [Fact]
    public void A_lower_least_conductance_never_costs_range()
    {
        var tile = Weights.Tile(128, 64, 3);
        var ranges = new[] { 10e-6, 3e-6, 1e-6, 0.1e-6, 0 }
            .Select(least => Exact.Convert("layer", tile, Hardware(1, 0) with { MinConductance = least }).Range).ToArray();
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.Second >= pair.First, string.Join(", ", ranges)));
    }

    // −W on some columns, undone by their scales: the same weights.
    [Fact]
    public void Inverted_columns_stand_for_the_same_weights()
    {
        var tile = Weights.Tile(40, 6, 4);
        foreach (var inverted in ColumnInversion.Of(tile, WeightScale.Column))
        {
            Assert.Contains(inverted.Target.ColumnScales, scale => scale < 0);
            var programmed = Exact.Convert("layer", inverted, Hardware(1, 0));
            for (var k = 0; k < tile.Weights.Length; k++)
                Assert.Equal(tile.Weights[k], programmed.Mapped.Layout.Combine(programmed.Transfer)[k] / programmed.ScaleOf(k % 6), 2.1e-5 / Math.Abs(inverted.Target.ColumnScales[k % 6]));
        }
    }

    [Fact]
    public void An_infeasible_array_is_an_error_that_names_the_layer_and_the_cell()
    {
        var failure = Assert.Throws<CompilationException>(() => Exact.Convert("conv7", Weights.Tile(32, 32, 5), Hardware(500, 0)));
        var diagnostic = Reported.Only(Descriptors.Infeasible, failure.Diagnostics);
        Assert.Contains("'conv7'", diagnostic.Message, StringComparison.Ordinal);
        // The cell that the least comes through, far from the sources, which are at column 0, and from the sense end, below the last row.
        var place = Regex.Match(diagnostic.Message, @"row (\d+), column (\d+) of 32×33 through");
        Assert.True(place.Success, diagnostic.Message);
        var (row, column) = (int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(place.Groups[2].Value, CultureInfo.InvariantCulture));
        Assert.True(31 - row + column > 32, diagnostic.Message);
        Assert.Contains("MaxRows", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_conversion_the_target_itself_is_programmed()
    {
        var hardware = Hardware(1, 0);
        var tile = Weights.Tile(27, 16, 5);
        var programmed = IdealConversion.Convert(tile, hardware);
        Assert.Equal(1, programmed.Quality.UsedRange);
        for (var k = 0; k < programmed.Conductances.Length; k++)
        {
            var target = hardware.MinConductance + ((hardware.MaxConductance - hardware.MinConductance) * tile.Target.Values[k]);
            Assert.Equal(target, programmed.Conductances[k], 1e-7 * target);
            Assert.InRange(programmed.Conductances[k], hardware.MinConductance, hardware.MaxConductance);
        }
    }

    // 1/15 kΩ and 1/3 MΩ as single-precision numbers may lie outside of the range that they bound.
    [Fact]
    public void Rounding_to_what_tables_hold_never_leaves_the_devices_range()
    {
        var random = new Random(1);
        for (var n = 0; n < 50; n++)
        {
            var hardware = Hardware(0, 0) with { MinConductance = 1e-6 * random.NextDouble(), MaxConductance = 1e-5 * (1 + random.NextDouble()) };
            var tile = Weights.Tile(3, 2, n);
            foreach (var programmed in new[] { IdealConversion.Convert(tile, hardware), Exact.Convert("layer", tile, hardware) })
            {
                Assert.All(programmed.Conductances, g => Assert.InRange(g, hardware.MinConductance, hardware.MaxConductance));
                Assert.InRange(programmed.Quality.WorstError, 0, 1e-6);
            }
        }
    }

    [Fact]
    public void A_programming_error_moves_the_transfer_matrix_and_not_the_target()
    {
        var hardware = Hardware(1, 0);
        var tile = Weights.Tile(27, 16, 5);
        var layer = new MappedLayer(2, Weights.Dense(27, 16, tile.Weights), new TensorShape(27), tile.Layout.Subtraction, [tile]) { OutputShape = new TensorShape(16) };
        var programmed = Exact.Convert("layer", tile, hardware);
        var perturbed = ArrayProgrammer.Program(layer, 3, programmed, new VariationOptions { ProgrammingSigma = 0.4e-6, Seed = 1 }, hardware);
        Assert.Equal(programmed.Window, perturbed.Window);
        Assert.Equal(Solve(programmed.Mapped, [.. perturbed.Conductances], hardware), perturbed.Transfer);
        var errors = programmed.Conductances.Zip(perturbed.Conductances, (a, b) => ((double)b - a) / 0.4e-6).ToArray();
        Assert.Equal(1, errors.Average(e => e * e), 5 * Math.Sqrt(2.0 / errors.Length));
    }

    private static HardwareDesign Hardware(double wire, double access) =>
        new() { Resistances = new ArrayResistances(wire, wire, wire, wire, access) };

    private static double[] Solve(MappedTile tile, float[] conductances, HardwareDesign hardware)
    {
        var transfer = new double[conductances.Length];
        TransferMatrix.Solve(tile.RowCount, tile.Layout.BitLines, [.. conductances.Select(g => (double)g)], hardware.Resistances, transfer);
        return transfer;
    }

    // G' ← G'·target/T(G') from below: T grows with G', so this climbs to the solution, or past the greatest conductance.
    private static bool IsFeasible(MappedTile tile, HardwareDesign hardware, double floor, double range)
    {
        var target = Array.ConvertAll(tile.Target.Values, v => floor + (range * v));
        var conductances = (double[])target.Clone();
        var transfer = new double[target.Length];
        for (var n = 0; n < 400; n++)
        {
            TransferMatrix.Solve(tile.RowCount, tile.Layout.BitLines, conductances, hardware.Resistances, transfer);
            var worst = 0.0;
            for (var k = 0; k < target.Length; k++)
            {
                worst = Math.Max(worst, Math.Abs(transfer[k] - target[k]) / range);
                conductances[k] *= target[k] / transfer[k];
            }

            if (conductances.Max() > hardware.MaxConductance * (1 + 1e-9))
                return false;
            if (worst < 1e-7)
                return conductances.Min() >= hardware.MinConductance * (1 - 1e-6);
        }

        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The fixed point for the range {range} does not settle."));
    }
}
