using Crossbar.Compiler.Account;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Components;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Compiler.Tests.Pipeline;

namespace Crossbar.Compiler.Tests.Account;

/// <summary>Whole chips against figures that are known of them, and by algebra.</summary>
public sealed class ChipAccountingTests
{
    // ISAAC: weights of 16 bits in eight cells, inputs of 16 bits in 16 pulses of 100 ns, arrays of 128×128, 168·12·8 of them: 41.3 TOPS (ISCA 2016, by its table I).
    [Fact]
    public void As_many_arrays_as_ISAAC_has_compute_as_fast_as_ISAAC()
    {
        var options = new CompilerOptions
        {
            Mapping = new() { WeightBits = 16, CellBits = 2, MaxRows = 128, MaxColumns = 129 },
            Converters = new() { InputEncoding = InputEncoding.BitSerial, InputDigitBits = 1, DacBits = 16, AdcBits = 8 },
            Hardware = new() { ReadTime = 100e-9 },
        };
        var (network, account) = Compile(Dense(128, 16), options);
        Assert.Equal(1, network.ArrayCount);
        const int Arrays = 168 * 12 * 8;
        Assert.Equal(41.29e12, Arrays * account.OperationsPerSecond, 0.01e12);
        // Its ADC converts 128 columns in each of 16 reads, at 1.5625 pJ; its 128 drivers of one bit 0.390625 pJ each; a sample is held for 9.765625e-16 J.
        Assert.Equal(16 * 128 * (1.5625e-12 + 9.765625e-16), account.Energy.Adcs!.Value, 1e-15);
        Assert.Equal(16 * 128 * 0.390625e-12, account.Energy.Drivers!.Value, 1e-15);
        // One ADC, 128 drivers.
        Assert.Equal(1.2e-9 + (128 * 3.90625e-14), account.Area.Adcs!.Value, 1e-15);
        Assert.Equal(128 * 1.66015625e-13, account.Area.Drivers!.Value, 1e-15);
    }

    // Copies multiply what is analog in area and nothing in energy, and all sums are sums.
    [Fact]
    public void Copies_take_area_and_no_energy()
    {
        var slow = new CompilerOptions { Hardware = new() { ReadTime = 40e-9 } };
        var (network, one) = Compile(SmallNetwork.Create(), slow);
        var (_, many) = Compile(SmallNetwork.Create(), slow with { Pipeline = new() { MaxArrays = 2 * network.ArrayCount } });
        Assert.True(many.Schedule.Rate > 1.2 * one.Schedule.Rate);
        Assert.Equal(one.Energy, many.Energy);
        Assert.Equal(one.Area.Logic, many.Area.Logic);
        Assert.All(one.Layers.Zip(many.Layers), pair => Assert.Equal((pair.Second.Schedule?.Copies ?? 1) * pair.First.Area.Adcs.GetValueOrDefault(), pair.Second.Area.Adcs.GetValueOrDefault(), 1e-15));
        foreach (var chip in new[] { one, many })
        {
            Assert.Equal(chip.Energy.Total, chip.Layers.Sum(layer => layer.Energy.Total), 1e-18);
            Assert.Equal(chip.Area.Total, chip.Layers.Sum(layer => layer.Area.Total), 1e-15);
            Assert.InRange(chip.Busy, 1e-3, 1);
            Assert.Equal(chip.Power, chip.Energy.Total * chip.Schedule.Rate, 1e-9);
        }

        // 2 · weights · positions.
        Assert.Equal(2L * ((6 * 27 * 100) + (6 * 18 * 25) + (6 * 6 * 25) + (4 * 150)), one.Operations);
    }

    [Theory]
    [InlineData("ideal")]
    [InlineData("ideal ADCs")]
    [InlineData("spikes")]
    [InlineData("nonlinear")]
    [InlineData("zhang")]
    [InlineData("toeplitz")]
    public void What_has_no_figure_is_said_and_null(string kind)
    {
        var options = kind switch
        {
            "ideal" => new CompilerOptions { Converters = new() { DacBits = 0, AdcBits = 0 } },
            "ideal ADCs" => new CompilerOptions { Converters = new() { AdcBits = 0 } },
            "spikes" => new CompilerOptions { Converters = new() { InputEncoding = InputEncoding.Spikes, DacBits = 5, AdcBits = 6 }, Mapping = new() { Scheme = MappingScheme.Differential } },
            "nonlinear" => new CompilerOptions { Hardware = new() { Nonlinearity = 2 } },
            "zhang" => new CompilerOptions { Hardware = new() { Components = new("zhang-2019", ComponentCatalog.Sets.Find("zhang-2019")!) } },
            _ => new CompilerOptions { Mapping = new() { Scheme = MappingScheme.Toeplitz, MaxRows = 0, MaxColumns = 0 } },
        };
        var (_, account) = Compile(SmallNetwork.Create(), options);
        Assert.Equal(kind is "ideal" or "spikes" or "ideal ADCs", account.Energy.Adcs is null);
        Assert.Equal(kind is "ideal", account.Energy.Drivers is null);
        Assert.Equal(kind is "spikes", account.Left.Any(sentence => sentence.StartsWith("Neurons", StringComparison.Ordinal)));
        Assert.Equal(kind is "ideal" or "ideal ADCs" or "nonlinear" or "zhang" or "toeplitz", account.Energy.Logic is null);
        Assert.Equal(account.Energy.Logic is null, account.Left.Any(sentence => sentence.StartsWith("The digital half", StringComparison.Ordinal)));
        Assert.Equal(kind is "toeplitz", !account.Schedule.Assumed.IsEmpty);
        Assert.True(account.Energy.Total > 0 && account.Area.Total > 0 && account.Schedule.Rate > 0);
    }

    // A network without a layer on crossbars, and components without figures: there is nothing to divide by.
    [Fact]
    public void A_chip_of_nothing_has_finite_numbers()
    {
        var options = new CompilerOptions { Hardware = new() { Components = new("zhang-2019", ComponentCatalog.Sets.Find("zhang-2019")!) }, Pipeline = new() { TargetRate = 1e3 } };
        var software = new NetworkDesign { InputShape = new TensorShape(3), Layers = [new Relu { Name = "relu", Inputs = [0], OutputShape = new TensorShape(3) }] };
        var (_, account) = Compile(software, options);
        Assert.Equal((0, 0, 0, 0), (account.Operations, account.OperationsPerJoule, account.Energy.Total, account.Busy));
        Assert.True(double.IsFinite(account.Schedule.Rate));
    }

    private static (CompiledNetwork Network, ChipAccount Account) Compile(NetworkDesign software, CompilerOptions options)
    {
        var images = new[] { Enumerable.Range(0, software.InputShape.Length).Select(k => (k % 7 / 3f) - 1).ToArray(), Enumerable.Range(0, software.InputShape.Length).Select(k => k % 5 / 4f).ToArray() };
        var network = NetworkCompiler.Compile(software, images, options, null, new DiagnosticBag());
        return (network, ChipAccounting.Of(network, PowerMeasurement.Measure(network, options.Hardware.ReadTime, options.Hardware.Components.Definition), options));
    }

    private static NetworkDesign Dense(int inputs, int outputs) => new()
    {
        InputShape = new TensorShape(inputs),
        Layers =
        [
            new Convolution
            {
                Name = "dense", Inputs = [0], OutputShape = new TensorShape(outputs), Window = WindowGeometry.Point,
                Weights = [.. Weights.Normal(inputs * outputs, 1, 0.1)], Bias = [.. Weights.Normal(outputs, 2)],
            },
        ],
    };
}
