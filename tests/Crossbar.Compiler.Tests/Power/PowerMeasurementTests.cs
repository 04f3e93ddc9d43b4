using Crossbar.Compiler.Components;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Compiler.Tests.Pipeline;
using Crossbar.Runtime.Devices;

namespace Crossbar.Compiler.Tests.Power;

/// <summary>What the arrays of compiled networks draw, judged by circuits solved window for window and by algebra.</summary>
public sealed class PowerMeasurementTests
{
    private const double ReadTime = 20e-9;

    public static TheoryData<string, CompilerOptions> Designs => new()
    {
        { "small", new CompilerOptions() },
        { "small", new CompilerOptions
        {
            Mapping = new() { MaxRows = 11, MaxColumns = 4 },
            Converters = new() { DacRangeScope = DacRangeScope.Array },
            Hardware = new() { WireResistance = 20, AccessResistance = 2000 },
        } },
        { "small", new CompilerOptions
        {
            Conversion = new() { Method = ConversionMethod.None },
            Mapping = new() { OffsetSubtraction = OffsetSubtraction.Digital },
            Converters = new() { DacBits = 3 },
        } },
        { "small", new CompilerOptions
        {
            Converters = new() { DacBits = 0, AdcBits = 0 },
            Mapping = new() { SpareColumns = 2 },
            Variation = new() { ProgrammingSigma = 2e-6, StuckOnRate = 0.02 },
            Conversion = new() { LineOrder = LineOrder.Natural },
        } },
        { "small", new CompilerOptions { Mapping = new() { Scheme = MappingScheme.Differential } } },
        { "small", new CompilerOptions { Mapping = new() { Scheme = MappingScheme.SignedInput }, Hardware = new() { WireResistance = 5 } } },
        { "small", new CompilerOptions { Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 10 } } },
        { "pixels", new CompilerOptions { Mapping = new() { Scheme = MappingScheme.Toeplitz, MaxRows = 0, MaxColumns = 0 } } },
        { "pixels", new CompilerOptions { Hardware = new() { Nonlinearity = 3, WireResistance = 10, AccessResistance = 500 } } },
        { "pixels", new CompilerOptions { Hardware = new() { Nonlinearity = 2 }, Mapping = new() { Scheme = MappingScheme.SignedInput } } },
    };

    [Theory]
    [MemberData(nameof(Designs))]
    public void A_tiles_power_is_the_mean_over_the_circuits_of_all_windows(string name, CompilerOptions options)
    {
        var network = Compile(name, options);
        var hardware = network.Design.Hardware;
        var power = PowerMeasurement.Measure(network, ReadTime, ComponentCatalog.Default);
        for (var l = 0; l < network.Layers.Length; l++)
        {
            var layer = network.Layers[l];
            Assert.Equal(layer.Samples.Count, power.Layers[l].Windows);
            var voltages = RowVoltages.Of(layer.Rows, layer.Samples, layer.InputRanges, options.Converters.DacBits, hardware, 0);
            for (var t = 0; t < layer.Arrays.Length; t++)
            {
                var (mean, cells) = Solve(layer.Arrays[t].Programmed, voltages, hardware);
                var actual = power.Layers[l].Tiles[t];
                Assert.Equal(1, actual.Mean / mean, options.Hardware.Nonlinearity > 0 ? 1e-7 : 1e-10);
                Assert.Equal(1, actual.Cells / cells, 1e-6);
                Assert.Equal(actual.Mean - actual.Cells, actual.Wires);
            }
        }
    }

    [Fact]
    public void Without_parasitic_resistances_a_tile_draws_conductances_times_mean_squares()
    {
        var network = Compile("small", new CompilerOptions { Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0 } });
        var hardware = network.Design.Hardware;
        foreach (var (layer, power) in network.Layers.Zip(PowerMeasurement.Measure(network, ReadTime, ComponentCatalog.Default).Layers))
        {
            var dac = new Runtime.Converters.Dac(layer.Layer.InputRange, 8, hardware.InputVoltage, isBounded: false);
            for (var t = 0; t < layer.Arrays.Length; t++)
            {
                var array = layer.Arrays[t].Programmed;
                double mean = 0, greatest = 0;
                for (var k = 0; k < array.Conductances.Length; k++)
                {
                    var codes = new float[layer.Samples.Count];
                    dac.Convert(layer.Samples.Row(array.Rows.First + array.Layout.InputOf(k / array.Layout.BitLines)), codes);
                    mean += array.Conductances[k] * codes.Average(c => Math.Pow(c * dac.VoltPerCode, 2));
                    greatest += array.Conductances[k] * hardware.InputVoltage * hardware.InputVoltage;
                }

                Assert.Equal(1, power.Tiles[t].Mean / mean, 1e-12);
                Assert.Equal(1, power.Tiles[t].FullScale / greatest, 1e-12);
                Assert.Equal(1, power.Tiles[t].Cells / mean, 1e-7);
            }
        }
    }

    // Dense layer's reads: 1; first: 100 positions; grouped and shortcut: 25 each.
    [Fact]
    public void An_image_takes_power_times_reads_times_read_time()
    {
        var network = Compile("small", new CompilerOptions());
        var power = PowerMeasurement.Measure(network, ReadTime, ComponentCatalog.Default);
        int[] reads = [100, 25, 25, 1];
        Assert.Equal(reads.Sum(), power.Reads);
        Assert.Equal(power.Layers.Zip(reads, (l, r) => l.Mean * r * ReadTime).Sum(), power.Energy, 1e-20);
        Assert.Equal(power.Layers.Zip(reads, (l, r) => l.Wires * r * ReadTime).Sum(), power.WireEnergy, 1e-20);
        Assert.Equal(power.Energy, power.Mean * power.Duration, 1e-20);
        Assert.All(power.Layers, l => Assert.Equal(l.Tiles.Sum(t => t.Mean), l.Mean, 1e-15));

        var slower = PowerMeasurement.Measure(network, 3 * ReadTime, ComponentCatalog.Default);
        Assert.Equal(3 * power.Energy, slower.Energy, 1e-20);
        Assert.Equal(power.Mean, slower.Mean, 1e-15);
        Assert.Equal(power.Converters, slower.Converters);
    }

    // Half the volts of ideal DACs: a quarter of the power, whatever the wires.
    [Fact]
    public void The_power_of_linear_arrays_goes_with_the_square_of_the_voltage()
    {
        var full = PowerMeasurement.Measure(Compile("small", new CompilerOptions { Hardware = new() { WireResistance = 50 } }), ReadTime, ComponentCatalog.Default);
        var half = PowerMeasurement.Measure(Compile("small", new CompilerOptions { Hardware = new() { WireResistance = 50, InputVoltage = 0.2 } }), ReadTime, ComponentCatalog.Default);
        Assert.Equal(4, full.Energy / half.Energy, 1e-9);
        Assert.InRange(full.CellEnergy / full.Energy, 0.3, 0.97);
    }

    // ISAAC: 2 mW per ADC of 8 bits that converts 128 columns in 100 ns; 4 mW for 1024 DACs of one bit, of which one of b bits is 2^b - 1.
    [Theory]
    [InlineData(MappingScheme.Dense, 8, 8, 1)]
    [InlineData(MappingScheme.SignedInput, 6, 7, 2)]
    public void Converters_take_what_ISAACs_take_a_conversion(MappingScheme mapping, int dacBits, int adcBits, int arrays)
    {
        var power = PowerMeasurement.Measure(Compile("small", new CompilerOptions { Mapping = new() { Scheme = mapping }, Converters = new() { DacBits = dacBits, AdcBits = adcBits } }), ReadTime, ComponentCatalog.Default);
        // The dense layer's 150 rows and the 27, 54 and 6 others are cut into tiles; each row is driven once per array and read.
        var rows = (100 * 27) + (25 * 54) + (25 * 6) + 150;
        Assert.Equal(arrays * rows * 4e-3 / 1024 * (Math.Pow(2, dacBits) - 1) * 100e-9, power.Converters!.Dac, 1e-15);
        // Two tiles for 150 rows: each has its own partial sums to convert.
        var outputs = (100 * 6) + (25 * 6) + (25 * 6) + (2 * 4);
        Assert.Equal(outputs * 2e-3 * 100e-9 / 128 * Math.Pow(2, adcBits - 8), power.Converters.Adc, 1e-15);
    }

    [Fact]
    public void Ideal_converters_and_networks_without_arrays_have_no_converter_energy()
    {
        Assert.Null(PowerMeasurement.Measure(Compile("pixels", new CompilerOptions { Converters = new() { AdcBits = 0 } }), ReadTime, ComponentCatalog.Default).Converters);
        var empty = PowerMeasurement.Measure(new CompiledNetwork(SmallNetwork.Create(), new HardwareDesign(), []), ReadTime, ComponentCatalog.Default);
        Assert.Equal((0, 0.0, 0.0), (empty.Reads, empty.Energy, empty.Mean));
        Assert.Null(empty.Converters);
    }

    [Fact]
    public void A_conversion_of_ISAACs_ADC_takes_its_power_at_its_rate() =>
        Assert.Equal(16e-3 / 8 / 1.28e9, ComponentCatalog.Default.Adc.Energy.At(8), 1e-18);

    private static CompiledNetwork Compile(string name, CompilerOptions options) => name == "small"
        ? NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(1), options)
        : NetworkCompiler.Compile(TestNetworks.OneConvolution(), [[.. Enumerable.Range(0, 25).Select(k => (k % 7) / 7f)], [.. Enumerable.Range(0, 25).Select(k => (k % 5) / 5f)]], options);

    // Each window's circuit by nodal analysis: source power, and Σ v·i over the cells with their transistors.
    private static (double Mean, double Cells) Solve(ProgrammedArray array, RowVoltages voltages, HardwareDesign hardware)
    {
        var layout = array.Layout;
        var count = layout.RowCount * layout.BitLines;
        var inputs = voltages.OnWordLines(array.Rows, layout, 0, voltages.Count);
        double mean = 0, cells = 0;
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            var conductances = array.Conductances.Skip(a * count).Take(count).Select(g => (double)g).ToArray();
            for (var n = 0; n < voltages.Count; n++)
            {
                // A pair's second array sees the inputs inverted.
                var input = inputs.AsSpan(n * layout.RowCount, layout.RowCount).ToArray().Select(v => a == 0 ? v : -v).ToArray();
                var solution = NodalAnalysis.Solve(layout.RowCount, layout.BitLines, conductances, hardware.Resistances, input, Device.Of(hardware));
                mean += solution.Power / voltages.Count;
                cells += solution.CellCurrents.Zip(solution.CellVoltages, (i, v) => i * (v + (hardware.Resistances.Access * i))).Sum() / voltages.Count;
            }
        }

        return (mean, cells);
    }
}
