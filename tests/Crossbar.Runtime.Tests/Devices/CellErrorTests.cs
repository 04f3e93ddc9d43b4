using Crossbar.Runtime.Tests.Layers;

namespace Crossbar.Runtime.Tests.Devices;

public sealed class CellErrorTests
{
    private const int Rows = 50;

    [Fact]
    public void Stuck_cells_come_at_their_rates_and_at_the_ends_of_the_range()
    {
        var hardware = new HardwareDesign();
        var cells = new double[100_000];
        Array.Fill(cells, 30e-6);
        var states = new CellState[cells.Length];
        StuckCells.Apply(cells, states, 0.02, 0.05, hardware, seed: 1, layer: 2, array: 3);
        Assert.Equal(cells.Select(g => g == hardware.MaxConductance ? CellState.StuckOn : g == hardware.MinConductance ? CellState.StuckOff : CellState.Programmed), states);
        // Binomial: three standard deviations of 100,000 draws are below 0.0021.
        Assert.Equal(0.02, cells.Count(g => g == hardware.MaxConductance) / 1e5, 0.0021);
        Assert.Equal(0.05, cells.Count(g => g == hardware.MinConductance) / 1e5, 0.0021);
        var again = new double[cells.Length];
        Array.Fill(again, 30e-6);
        StuckCells.Apply(again, [], 0.02, 0.05, hardware, 1, 2, 3);
        Assert.Equal(cells, again);
    }

    [Fact]
    public void Without_rates_nothing_is_stuck()
    {
        double[] cells = [1e-5, 2e-5];
        StuckCells.Apply(cells, [], 0, 0, new HardwareDesign(), 1, 2, 3);
        Assert.Equal([1e-5, 2e-5], cells);
    }

    // σ·sqrt(2·Σ V²)/(s·α) with the voltage V = s·x: signal and reference column each add their own fluctuations.
    [Fact]
    public void Read_noise_has_the_variance_of_independent_cells_and_belongs_to_the_image()
    {
        const double Sigma = 1e-7;
        const int Outputs = 4000;
        var layer = Layer(Outputs);
        var options = new CrossbarOptions { ReadNoise = Sigma, Seed = 5 };
        var x = Enumerable.Range(0, Rows).Select(i => (float)(0.2 + (0.01 * i))).ToArray();
        var quiet = OneLayer.Run(layer, new TensorShape(Rows), x, Ideal);
        var noisy = OneLayer.Run(layer, new TensorShape(Rows), x, Ideal, options);
        Assert.Equal(noisy, OneLayer.Run(layer, new TensorShape(Rows), x, Ideal, options with { MaxThreads = 1 }));
        Assert.NotEqual(noisy, OneLayer.Run(layer, new TensorShape(Rows), x, Ideal, options with { Seed = 6 }));
        var expected = Sigma * Math.Sqrt(2 * x.Sum(v => (double)v * v)) / 20e-6;
        var measured = Math.Sqrt(quiet.Zip(noisy).Average(pair => Math.Pow(pair.First - (double)pair.Second, 2)));
        // The standard deviation of 4000 normal numbers is known to 1.1 %.
        Assert.Equal(1, measured / expected, 0.05);
    }

    // Half of the outputs see every second device only: the variance is that of the devices that are there, linear or not.
    [Theory]
    [InlineData(0)]
    [InlineData(1e-3)]
    public void Where_no_device_is_nothing_fluctuates(double nonlinearity)
    {
        const double Sigma = 1e-7;
        const int Outputs = 4000;
        var layer = Layer(Outputs);
        var tile = layer.Tiles[0];
        var states = Enumerable.Range(0, Rows * Outputs).Select(k => k % 2 == 0 && k / Outputs % 2 == 0 ? CellState.Absent : CellState.Programmed).ToArray();
        var cells = states.Select(state => state == CellState.Absent ? 0 : 30e-6f).ToArray();
        layer = layer with
        {
            Tiles = [tile with { Subtraction = CurrentSubtraction.ArrayPair, Conductances = [.. cells, .. cells], States = [.. states, .. states] }],
        };
        var hardware = Ideal with { Nonlinearity = nonlinearity };
        var x = Enumerable.Range(0, Rows).Select(i => (float)(0.2 + (0.01 * i))).ToArray();
        var quiet = OneLayer.Run(layer, new TensorShape(Rows), x, hardware);
        var noisy = OneLayer.Run(layer, new TensorShape(Rows), x, hardware, new CrossbarOptions { ReadNoise = Sigma, Seed = 5 });
        for (var parity = 0; parity < 2; parity++)
        {
            var expected = Sigma * Math.Sqrt(2 * x.Where((_, i) => parity == 1 || i % 2 == 1).Sum(v => (double)v * v)) / 20e-6;
            var measured = Math.Sqrt(quiet.Zip(noisy).Where((_, j) => j % 2 == parity).Average(pair => Math.Pow(pair.First - (double)pair.Second, 2)));
            // The standard deviation of 2000 normal numbers is known to 1.6 %.
            Assert.Equal(1, measured / expected, 0.07);
        }
    }

    [Fact]
    public void Where_no_device_is_nothing_is_programmed_or_stuck()
    {
        double[] cells = [0, 0, 2e-5, 0];
        CellState[] states = [CellState.Absent, CellState.Programmed, CellState.Programmed, CellState.Absent];
        ProgrammingError.Apply(cells, states, 1e-6, RandomSequence.For(1, 2, 3));
        Assert.Equal([true, true], new[] { cells[0], cells[3] }.Select(g => g == 0));
        StuckCells.Apply(cells, states, 0.5, 0.5, new HardwareDesign(), 1, 2, 3);
        Assert.Equal([CellState.Absent, CellState.Absent], new[] { states[0], states[3] });
        Assert.Equal([0, 0], new[] { cells[0], cells[3] });
        Assert.All(states[1..3], state => Assert.True(state is CellState.StuckOn or CellState.StuckOff));
    }

    private static HardwareDesign Ideal => new() { Resistances = ArrayResistances.None };

    private static CrossbarConvolution Layer(int outputs) =>
        DenseTile.Layer(Rows, outputs, CurrentSubtraction.ReferenceColumn, 30e-6f, Enumerable.Repeat(30e-6f, Rows * (outputs + 1)));
}
