using System.Collections.Immutable;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Samples;
using Crossbar.Compiler.Tests.Netlists;

namespace Crossbar.Compiler.Tests.Conversion;

public sealed class ConversionTests
{
    private static readonly HardwareDesign Hardware = new();

    // What "every cell passes its ideal current" means for the columns: their sums, by an independent solution of the circuit.
    [Theory]
    [InlineData(0, LineEnds.One, LineEnds.One)]
    [InlineData(500, LineEnds.One, LineEnds.One)]
    [InlineData(0, LineEnds.Both, LineEnds.One)]
    [InlineData(0, LineEnds.One, LineEnds.Both)]
    [InlineData(500, LineEnds.Both, LineEnds.Both)]
    public void A_signal_conversion_gives_the_ideal_column_currents_for_its_signal(double access, LineEnds drive, LineEnds sense)
    {
        var hardware = Hardware with { Resistances = new ArrayResistances(2, 20, 3, 4, access) { DriveEnds = drive, SenseEnds = sense } };
        var tile = Tile(12, 5, 1);
        var signal = Enumerable.Range(0, 12).Select(i => 0.3 + (0.05 * i)).ToArray();
        var programmed = SignalConversion.Convert(tile, hardware, signal);
        Assert.Equal(0, programmed.Impossible.Count);
        var volts = Array.ConvertAll(signal, s => s * hardware.InputVoltage);
        var conductances = Array.ConvertAll(programmed.Conductances, g => (double)g);
        var currents = DenseNodalAnalysis.Solve(12, tile.Layout.BitLines, conductances, hardware.Resistances, volts);
        for (var j = 0; j < currents.Length; j++)
        {
            var ideal = Enumerable.Range(0, 12).Sum(i => volts[i] * Target(programmed, (i * currents.Length) + j));
            Assert.Equal(1, currents[j] / ideal, 1e-6);
        }
    }

    [Fact]
    public void The_amplitude_of_a_flat_signal_does_not_matter_to_linear_cells()
    {
        var tile = Tile(40, 10, 2);
        var full = SignalConversion.Convert(tile, Hardware, Flat(40, 1));
        var small = SignalConversion.Convert(tile, Hardware, Flat(40, 0.001));
        Assert.All(full.Conductances.Zip(small.Conductances), pair => Assert.Equal(1, pair.Second / pair.First, 1e-5f));
    }

    [Fact]
    public void A_nonlinear_cell_passes_its_ideal_current_under_its_own_law()
    {
        // A single cell without wires: G' is the one whose sinh law gives target·V.
        var hardware = Hardware with { Nonlinearity = 3, Resistances = ArrayResistances.None, InputVoltage = 0.3 };
        var tile = Tile(1, 1, 3, CurrentSubtraction.None);
        var programmed = SignalConversion.Convert(tile, hardware, [1]);
        var current = programmed.Conductances[0] * 0.2 * Math.Sinh(3 * 0.3) / Math.Sinh(3 * 0.2);
        Assert.Equal(1, current / (0.3 * Target(programmed, 0)), 1e-6);
    }

    [Theory]
    [InlineData(128, 64, CurrentSubtraction.ReferenceColumn, 6)]
    [InlineData(64, 30, CurrentSubtraction.ColumnPair, 6)]
    [InlineData(64, 30, CurrentSubtraction.ArrayPair, 6)]
    [InlineData(288, 32, CurrentSubtraction.ReferenceColumn, 12)]
    public void An_exact_conversion_meets_its_target_within_the_devices_range_and_in_few_solves(
        int rows, int outputs, CurrentSubtraction subtraction, int maxSolves)
    {
        var tile = Tile(rows, outputs, 4, subtraction);
        foreach (var arranged in new[] { tile, LineOrdering.Arrange(tile, Hardware) })
        {
            var programmed = Exact.Convert("conv", arranged, Hardware);
            Assert.InRange(programmed.Quality.Solves, 1, maxSolves);
            Assert.InRange(programmed.Quality.WorstError, 0, ExactConversion.Tolerance);
            Assert.All(programmed.Conductances, g => Assert.InRange(g, Hardware.MinConductance, Hardware.MaxConductance));
            var transfer = new double[programmed.Conductances.Length];
            arranged.Layout.Solve(Array.ConvertAll(programmed.Conductances, g => (double)g), Hardware.Resistances, transfer);
            for (var k = 0; k < transfer.Length; k++)
                Assert.Equal(Target(programmed, k), transfer[k], 1.01e-5 * programmed.Range);
        }
    }

    [Fact]
    public void An_optimised_order_widens_the_range_that_the_conversion_reaches()
    {
        var tile = Tile(128, 32, 5);
        var natural = Exact.Convert("conv", tile, Hardware);
        var arranged = LineOrdering.Arrange(tile, Hardware);
        var ordered = Exact.Convert("conv", arranged, Hardware);
        Assert.True(ordered.Range > natural.Range);
        Assert.Equal(arranged.ExpectedRange / arranged.NaturalRange, ordered.Range / natural.Range, 0.02);
    }

    [Fact]
    public void An_impossible_target_names_the_cell_and_what_would_help()
    {
        var hardware = Hardware with { Resistances = new ArrayResistances(100, 100, 100, 100) };
        var failure = Assert.Throws<CompilationException>(() => Exact.Convert("conv1", Tile(128, 32, 6), hardware));
        var error = Reported.Only(Descriptors.Infeasible, failure.Diagnostics);
        Assert.Matches(@"Layer 'conv1'.* at row \d+, column \d+ .*MaxRows=\d+ \(tried: \d+ % of the range", error.Message);
    }

    [Fact]
    public void A_signal_conversion_clips_what_is_impossible_and_says_where()
    {
        var hardware = Hardware with { Resistances = new ArrayResistances(100, 100, 100, 100) };
        var tile = Tile(128, 32, 6);
        var programmed = SignalConversion.Convert(tile, hardware, Flat(128, 1));
        Assert.True(programmed.Impossible.Count > 0);
        var clipped = programmed.Conductances[(programmed.Impossible.Row * tile.Layout.BitLines) + programmed.Impossible.BitLine];
        Assert.Equal(1, clipped / hardware.MaxConductance, 1e-6);
        var layer = new MappedLayer(0, Digital(128, 32, 6), new TensorShape(128), CurrentSubtraction.ReferenceColumn, [tile]) { OutputShape = new TensorShape(32) };
        Reported.Only(Descriptors.ClippedCells, ConversionWarnings.Of(layer, [programmed], ConversionMethod.MaxInput, new MappingOptions(), hardware));
    }

    [Fact]
    public void A_mean_signal_is_the_mean_of_the_samples_over_their_range()
    {
        var (rows, tile) = (6, Tile(6, 2, 7));
        var windows = Enumerable.Range(0, rows * 4).Select(k => (float)(k % 7)).ToArray();
        var samples = new LayerSamples(rows, 4, 4, windows, windows);
        var layer = new MappedLayer(0, Digital(rows, 2, 7), new TensorShape(rows), CurrentSubtraction.ReferenceColumn, [tile]) { OutputShape = new TensorShape(2) };
        var options = new CompilerOptions { Conversion = new() { Method = ConversionMethod.Signal, Signal = ConversionSignal.Mean, LineOrder = LineOrder.Natural } };
        var mean = Enumerable.Range(0, rows).Select(i => windows.AsSpan(i * 4, 4).ToArray().Average() / 6.0).ToArray();
        Assert.Equal(
            SignalConversion.Convert(tile, Hardware, mean).Conductances,
            TileConverter.Convert(layer, tile, samples, options, Hardware).Conductances);
    }

    [Fact]
    public void Finite_levels_are_levels_and_lose_less_on_the_data_than_plain_rounding()
    {
        const int Levels = 16, Rows = 60, Outputs = 8, Count = 400;
        var random = new Random(8);
        var windows = Enumerable.Range(0, Rows * Count).Select(_ => Math.Max(0, random.NextSingle() - 0.4f)).ToArray();
        var tile = Tile(Rows, Outputs, 8);
        var layer = new MappedLayer(0, Digital(Rows, Outputs, 8), new TensorShape(Rows), CurrentSubtraction.ReferenceColumn, [tile]) { OutputShape = new TensorShape(Outputs) };
        var options = new CompilerOptions { Conversion = new() { ConductanceLevels = Levels } };
        var samples = new LayerSamples(Rows, Count, 10, windows, windows);
        var exact = TileConverter.Convert(layer, tile, samples, options with { Conversion = options.Conversion with { ConductanceLevels = 0 } }, Hardware);
        var rounded = TileConverter.Convert(layer, tile, samples, options, Hardware);
        var step = (Hardware.MaxConductance - Hardware.MinConductance) / (Levels - 1);
        Assert.All(rounded.Conductances, g => Assert.Equal(0, Math.IEEERemainder(g - Hardware.MinConductance, step), 1e-11));
        var nearest = Array.ConvertAll(exact.Conductances, g => Hardware.MinConductance + (Math.Round((g - Hardware.MinConductance) / step) * step));
        var transfer = new double[nearest.Length];
        rounded.Mapped.Layout.Solve(nearest, Hardware.Resistances, transfer);
        Assert.True(Loss(rounded.Mapped.Layout.Combine(rounded.Transfer)) < 0.5 * Loss(rounded.Mapped.Layout.Combine(transfer)));

        double Loss(double[] combined)
        {
            double loss = 0;
            for (var s = 0; s < Count; s++)
            {
                for (var j = 0; j < Outputs; j++)
                {
                    double error = 0;
                    for (var i = 0; i < Rows; i++)
                        error += windows[(i * Count) + s] * (combined[(i * Outputs) + j] - exact.Mapped.Layout.Combine(exact.Transfer)[(i * Outputs) + j]);
                    loss += error * error;
                }
            }

            return loss;
        }
    }

    private static MappedTile Tile(int rows, int outputs, int seed, CurrentSubtraction subtraction = CurrentSubtraction.ReferenceColumn)
    {
        var weights = Weights(rows, outputs, seed);
        var layout = new ArrayLayout(rows, outputs, subtraction);
        return new MappedTile
        {
            Group = 0, FirstRow = 0, FirstOutput = 0, Layout = layout, Weights = weights, Target = WeightScaling.Normalize(layout, weights, WeightScale.Column),
        };
    }

    private static Convolution Digital(int rows, int outputs, int seed)
    {
        var weights = Weights(rows, outputs, seed);
        return new Convolution
        {
            Name = "conv1",
            Inputs = [0],
            OutputShape = new TensorShape(outputs),
            Window = WindowGeometry.Point,
            Weights = [.. Enumerable.Range(0, weights.Length).Select(k => weights[(k % rows * outputs) + (k / rows)])],
            Bias = ImmutableArray.CreateRange(new float[outputs]),
        };
    }

    private static float[] Weights(int rows, int outputs, int seed)
    {
        var random = RandomNormal(seed);
        return [.. Enumerable.Range(0, rows * outputs).Select(_ => (float)random())];
    }

    private static Func<double> RandomNormal(int seed)
    {
        var random = new Random(seed);
        return () => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static double Target(ConvertedTile tile, int cell) => tile.Window.Floor + (tile.Range * tile.Mapped.Target.Values[cell]);

    private static double[] Flat(int rows, double share)
    {
        var signal = new double[rows];
        Array.Fill(signal, share);
        return signal;
    }
}
