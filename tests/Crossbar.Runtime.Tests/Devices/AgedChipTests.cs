using Crossbar.Runtime.Devices.Laws;
using Crossbar.Runtime.Tests.Layers;

namespace Crossbar.Runtime.Tests.Devices;

/// <summary>Chips drawn from a device's laws: what age, temperature, compensation and noise make of arrays, in closed form.</summary>
public sealed class AgedChipTests
{
    private const int Rows = 40;
    private const int Outputs = 6;
    private const double Conductance = 30e-6;

    private static readonly TensorShape Shape = new(Rows);
    private static readonly float[] X = [.. Enumerable.Range(0, Rows).Select(i => 0.2f + (0.01f * i))];

    private static DeviceLaws Laws { get; } = new() { Name = "test", MinConductance = 0, MaxConductance = 60e-6 };

    // ν without spread: the whole array by one factor.
    private static DeviceLaws Drifting { get; } = Laws with { Drift = new PowerDrift(10, ConductanceCurve.Constant(0.05), ConductanceCurve.Constant(0)) };

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(1e6)]
    public void An_array_drifts_as_its_cells_do(double age)
    {
        var factor = Math.Pow((age + 10) / 10, -0.05);
        var (young, old) = (Run(Drifting, new()), Run(Drifting, new() { Age = age }));
        AssertClose(young.Select(y => y * factor), old);
        // What one factor took one factor gives back, also with wires in between, which the factor of cells does not go through in proportion.
        AssertClose(young, Run(Drifting, new() { Age = age, Compensation = DriftCompensation.GlobalScale }));
    }

    /// <summary>By the reference model too, with linear cells and with cells that are nearly so.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e-3)]
    public void The_reference_compensates_as_the_kernels_do(double nonlinearity)
    {
        var hardware = Hardware(Drifting) with { Nonlinearity = nonlinearity, Resistances = new ArrayResistances(2) };
        var options = new CrossbarOptions { Age = 1e5, Compensation = DriftCompensation.GlobalScale };
        var read = new ArrayRead(Layer, 0, new(0, [Shape], hardware, options));
        AssertClose(read.Run(X).Select(y => (float)y), OneLayer.Run(Layer, Shape, X, hardware, options));
    }

    [Fact]
    public void Conductances_follow_the_temperature()
    {
        var laws = Laws with { Temperature = new TemperatureLaw(300, -1e-3, 0) };
        AssertClose(Run(laws, new()).Select(y => y * 0.95f), Run(laws, new() { Temperature = 350 }));
    }

    [Fact]
    public void A_chip_is_one_chip_at_every_age_and_on_any_number_of_threads()
    {
        var laws = Laws with
        {
            Programming = new ProgrammingLaw { Sigma = [new AgedCurve(0, ConductanceCurve.Constant(1e-6))], CellSigma = ConductanceCurve.Constant(5e-7) },
            Drift = new PowerDrift(10, ConductanceCurve.Constant(0.05), ConductanceCurve.Constant(0.02)),
            ReadNoise = new ReadNoiseLaw { White = ConductanceCurve.Constant(1e-7) },
        };
        var options = new CrossbarOptions { Age = 1e4, Seed = 3 };
        var drawn = Run(laws, options);
        Assert.Equal(drawn, Run(laws, options with { MaxThreads = 1 }));
        Assert.NotEqual(drawn, Run(laws, options with { Seed = 4 }));
        Assert.NotEqual(drawn, Run(laws, options with { WriteCycle = 1 }));
    }

    /// <summary>Written again, a cell keeps its own part of the error: the covariance of two writes is the cells' variance.</summary>
    [Fact]
    public void Cells_keep_what_is_their_own_from_write_to_write()
    {
        const int Count = 50_000;
        var laws = Laws with
        {
            Programming = new ProgrammingLaw { Sigma = [new AgedCurve(0, ConductanceCurve.Constant(1e-6))], CellSigma = ConductanceCurve.Constant(2e-6) },
        };
        var (first, second) = (Draw(0), Draw(1));
        var covariance = first.Zip(second).Average(pair => (pair.First - Conductance) * (pair.Second - Conductance));
        Assert.Equal(1, covariance / 4e-12, 0.05);
        Assert.Equal(1, first.Average(g => (g - Conductance) * (g - Conductance)) / 5e-12, 0.05);

        double[] Draw(int cycle)
        {
            var cells = new double[Count];
            Array.Fill(cells, Conductance);
            AgedCells.Draw(cells, [], laws, new CrossbarOptions { Age = 0, WriteCycle = cycle, Seed = 9 }, 1, 2);
            return cells;
        }
    }

    /// <summary>A normal number falls within ±σ in 68.27 % of all writes: so many writes, and none outside.</summary>
    [Fact]
    public void Verified_cells_are_within_the_tolerance_after_as_many_writes_as_it_takes()
    {
        const int Count = 50_000;
        var laws = Laws with
        {
            Programming = new ProgrammingLaw { Sigma = [new AgedCurve(0, ConductanceCurve.Constant(1e-6))], Verify = new WriteVerifyLaw(ConductanceCurve.Constant(1e-6), 100) },
        };
        var cells = new double[Count];
        Array.Fill(cells, Conductance);
        var writes = AgedCells.Draw(cells, [], laws, new CrossbarOptions { Age = 0 }, 1, 2);
        Assert.All(cells, g => Assert.InRange(g, Conductance - 1e-6, Conductance + 1e-6));
        Assert.Equal(1 / 0.682689, writes / (double)Count, 0.02);
        // With two writes at most, a tenth of the cells stays outside: (1 − 0.6827)².
        var hasty = laws with { Programming = laws.Programming! with { Verify = new WriteVerifyLaw(ConductanceCurve.Constant(1e-6), 2) } };
        Array.Fill(cells, Conductance);
        AgedCells.Draw(cells, [], hasty, new CrossbarOptions { Age = 0 }, 1, 2);
        Assert.Equal(0.1007, cells.Count(g => Math.Abs(g - Conductance) > 1e-6) / (double)Count, 0.007);
    }

    /// <summary>Telegraph noise: the mean of both states, and their variance, in outputs as in closed form.</summary>
    [Fact]
    public void Noise_of_all_parts_adds_up_in_squares()
    {
        const int Wide = 4000;
        var laws = Laws with
        {
            ReadNoise = new ReadNoiseLaw
            {
                White = ConductanceCurve.Constant(1e-7),
                OneOverF = new OneOverFNoise(ConductanceCurve.Constant(0.004), true, 1e-6),
                Telegraph = new TelegraphNoise(0.02, 0.25),
            },
        };
        var layer = LayerOf(Wide);
        var quiet = OneLayer.Run(layer, Shape, X, Hardware(laws));
        var noisy = OneLayer.Run(layer, Shape, X, Hardware(laws), new CrossbarOptions { Age = 100, Seed = 5 });
        var mean = Conductance * (1 - (0.02 * 0.25));
        var slow = 0.004 * mean;
        var variance = 1e-14 + (slow * slow * Math.Log((100 + 1e-6) / 2e-6)) + (Math.Pow(0.02 * Conductance, 2) * 0.25 * 0.75);
        var sum = X.Sum(v => (double)v * v);
        var expected = Math.Sqrt(2 * sum * variance) / 20e-6;
        var differences = quiet.Zip(noisy).Select(pair => pair.Second - (double)pair.First).ToArray();
        Assert.Equal(0, differences.Average() / expected, 0.1);
        Assert.Equal(1, Math.Sqrt(differences.Average(d => d * d)) / expected, 0.05);
    }

    [Fact]
    public void What_no_law_knows_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => OneLayer.Run(Layer, Shape, X, new HardwareDesign(), new() { Age = 0 }));
        Assert.Throws<InvalidOperationException>(() => Run(Laws, new() { Temperature = 300 }));
        Assert.Throws<InvalidOperationException>(() => Run(Laws, new() { Compensation = DriftCompensation.GlobalScale }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(Laws, new() { Age = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(Laws, new() { Age = double.NaN }));
        var aged = Laws with
        {
            Programming = new ProgrammingLaw
            {
                Sigma = [new AgedCurve(0, ConductanceCurve.Constant(1e-6)), new AgedCurve(100, ConductanceCurve.Constant(2e-6))], Between = AgeInterpolation.Linear,
            },
        };
        Assert.Equal(1.5e-6, aged.Programming!.SigmaAt(Conductance, 50), 1e-12);
        // Nothing is known of a later day: it is not taken for the first.
        var timeless = Laws with { Programming = new ProgrammingLaw { Sigma = [new AgedCurve(0, ConductanceCurve.Constant(1e-7))] }, Drift = null, ReadNoise = null };
        Run(timeless, new() { Age = 0 });
        Assert.Contains("ask for an age of 0", Assert.Throws<InvalidOperationException>(() => Run(timeless, new() { Age = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("from 0 to 100 s", Assert.Throws<InvalidOperationException>(() => Run(aged, new() { Age = 101 })).Message, StringComparison.Ordinal);
    }

    private static float[] Run(DeviceLaws laws, CrossbarOptions options) => OneLayer.Run(Layer, Shape, X, Hardware(laws), options);

    private static void AssertClose(IEnumerable<double> expected, float[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));

    private static void AssertClose(IEnumerable<float> expected, float[] actual) => AssertClose(expected.Select(y => (double)y), actual);

    private static HardwareDesign Hardware(DeviceLaws laws) => new() { Resistances = ArrayResistances.None, Device = laws };

    private static CrossbarConvolution Layer { get; } = LayerOf(Outputs);

    // Weights of 1, ideal converters.
    private static CrossbarConvolution LayerOf(int outputs) => DenseTile.Layer(
        Rows, outputs, CurrentSubtraction.ColumnPair, 0,
        Enumerable.Range(0, Rows * outputs * 2).Select(k => outputs > Outputs ? (float)Conductance : k % 2 == 0 ? (float)Conductance : 10e-6f));
}
