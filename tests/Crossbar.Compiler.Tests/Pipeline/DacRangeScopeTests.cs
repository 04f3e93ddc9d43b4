using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Verification;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>DACs whose range is an array's own.</summary>
public sealed class DacRangeScopeTests : IDisposable
{
    private const int Quiet = 6;

    private static readonly CompilerOptions Tiled = new()
    {
        Mapping = new() { MaxRows = Quiet, MaxColumns = 3 },
        Converters = new() { DacRange = RangeRule.MinMax, DacRangeScope = DacRangeScope.Array },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_range_is_what_the_rule_makes_of_the_arrays_own_rows()
    {
        var compiled = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(5), Tiled);
        foreach (var layer in compiled.Layers)
        {
            for (var t = 0; t < layer.Arrays.Length; t++)
            {
                var rows = layer.Rows[t];
                var seen = Enumerable.Range(rows.First, rows.Count).SelectMany(row => layer.Samples.Row(row).ToArray()).ToArray();
                var range = layer.Layer.InputRangeOf(layer.Layer.Tiles[t]);
                Assert.Equal(new ConverterRange(Math.Min(0, seen.Min()), Math.Max(0, seen.Max())), range);
                Assert.Equal(range, layer.InputRangeOf(rows.First + rows.Count - 1));
            }
        }

        Assert.True(Ranges(compiled.Layers[0].Layer) > 2);
    }

    [Fact]
    public void A_layers_range_is_that_of_all_of_its_rows()
    {
        var compiled = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(5), Tiled with { Converters = Tiled.Converters with { DacRangeScope = DacRangeScope.Layer } });
        foreach (var layer in compiled.Layers)
        {
            Assert.All(layer.Layer.Tiles, tile => Assert.Null(tile.InputRange));
            Assert.Equal(layer.Samples.Windows.Min(), layer.Layer.InputRange.Minimum);
            Assert.Equal(layer.Samples.Windows.Max(), layer.Layer.InputRange.Maximum);
        }
    }

    // Ideal converters have no steps: ranges only set volts, and conversions make up for the wires whatever the voltages.
    [Theory]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Analog, 0)]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Digital, 0)]
    [InlineData(MappingScheme.Differential, OffsetSubtraction.Analog, 0)]
    [InlineData(MappingScheme.SignedInput, OffsetSubtraction.Analog, 0)]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Analog, 0.05)]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Digital, 0.05)]
    public void With_ideal_converters_the_chip_computes_the_software_network(MappingScheme mapping, OffsetSubtraction subtraction, double nonlinearity)
    {
        var options = Tiled with
        {
            Mapping = Tiled.Mapping with { MaxColumns = 6, Scheme = mapping, OffsetSubtraction = subtraction },
            Converters = Tiled.Converters with { DacBits = 0, AdcBits = 0 },
            Hardware = Tiled.Hardware with { Nonlinearity = nonlinearity },
        };
        var images = SmallNetwork.Images(4);
        var compiled = NetworkCompiler.Compile(SmallNetwork.Create(), images, options);
        Assert.True(Ranges(compiled.Layers[0].Layer) > 2);
        var (software, chip) = (new CrossbarNetwork(compiled.Software), new CrossbarNetwork(compiled.Design));
        foreach (var image in images)
        {
            var (wanted, actual) = (software.Trace(image)[^1], chip.Trace(image)[^1]);
            for (var k = 0; k < wanted.Length; k++)
                Assert.Equal(wanted[k], actual[k], 5e-3);
        }
    }

    // Half the channels are a hundred times as quiet as the others and have a hundred times the weights. Rounding to steps Δ leaves errors of
    // variance Δ²/12 per input, w²·Δ²/12 per output. In a range of their own the quiet rows' error is as small as the others'; in the layer's range
    // they are all the code of 0, and their whole signal is lost.
    [Fact]
    public void Quiet_rows_keep_their_resolution_in_a_range_of_their_own()
    {
        const int Bits = 4;
        var (design, images) = LoudAndQuiet();
        var options = Tiled with { Converters = Tiled.Converters with { DacBits = Bits, AdcBits = 0 }, Mapping = Tiled.Mapping with { MaxColumns = 0 } };
        var own = NetworkCompiler.Compile(design, images, options);
        var shared = NetworkCompiler.Compile(design, images, options with { Converters = options.Converters with { DacRangeScope = DacRangeScope.Layer } });
        var weights = ((Convolution)design.Layers[0]).Weights;
        double expected = 0, quiet = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            var amplitude = k % (2 * Quiet) < Quiet ? 1 : 0.01;
            var step = 2 * amplitude / ((1 << Bits) - 1);
            expected += weights[k] * weights[k] * step * step / 12;
            quiet += amplitude == 1 ? 0 : weights[k] * weights[k] * amplitude * amplitude / 3;
        }

        var outputs = design.OutputShape.Channels;
        Assert.Equal(1, MeanSquaredError(own, images) / (expected / outputs), 0.1);
        Assert.InRange(MeanSquaredError(shared, images) / (quiet / outputs), 0.9, 1.1);

        // The report's figures say the same in dB.
        var (fine, coarse) = (ConverterMeasurement.Measure(own.Layers[0], options.ToHardware()), ConverterMeasurement.Measure(shared.Layers[0], options.ToHardware()));
        Assert.Equal(10 * Math.Log10(MeanSquaredError(shared, images) / MeanSquaredError(own, images)), fine.SignalToNoise!.Value - coarse.SignalToNoise!.Value, 1.0);
        Assert.Equal((0.0, 0.0), (fine.DacClipping, coarse.DacClipping));
    }

    [Fact]
    public void Reports_name_each_arrays_range_and_their_span()
    {
        var (design, images) = LoudAndQuiet();
        var network = NetworkCompiler.Compile(design, images, Tiled);
        var layer = Assert.Single(ReportBuilder.Build(TestNetworks.Loaded(design, Tiled), network).Layers);
        Assert.All(layer.Arrays.Zip(network.Layers[0].Layer.Tiles), pair => Assert.Equal(pair.Second.InputRange ?? network.Layers[0].Layer.InputRange, new ConverterRange(pair.First.InputMinimum, pair.First.InputMaximum)));
        Assert.Equal((-1f, 1f), (MathF.Round(layer.InputMinimum, 2), MathF.Round(layer.InputMaximum, 2)));
        Assert.Equal([0.01f, 1f], layer.Arrays.Select(a => MathF.Round(a.InputMaximum, 2)).Distinct().Order());
    }

    // The decks give ADC codes; decoded by hand with the range that each tile's DACs are said to have, they are what the runtime computes
    // of the window, the only one that there is.
    [NgspiceTheory]
    [InlineData(MappingScheme.Dense)]
    [InlineData(MappingScheme.SignedInput)]
    public void Decks_read_each_row_in_the_range_of_its_arrays(MappingScheme mapping)
    {
        var options = Tiled with
        {
            Mapping = Tiled.Mapping with { Scheme = mapping },
            Converters = Tiled.Converters with { DacBits = 5, AdcBits = 12 },
            Hardware = Tiled.Hardware with { WireResistance = 2 },
        };
        var (design, images) = LoudAndQuiet(side: 1);
        var network = NetworkCompiler.Compile(design, [images[0]], options);
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network);
        var rows = ArrayFolder.Verify(_folder.Path);
        Assert.All(rows, row => Assert.Equal("ok", row.Result));
        Assert.Contains(rows, row => row.Deck == "layer00.cir");

        var expected = DeckExpectations.Read(File.ReadAllText(_folder["layer00.cir"]));
        var codes = expected.Values.ToLookup(v => v.Signal, v => v.Value);
        var layer = network.Layers[0].Layer;
        var decoded = layer.Bias.Select(b => (double)b).ToArray();
        for (var t = 0; t < layer.Tiles.Length; t++)
        {
            var dac = new Dac(layer.InputRangeOf(layer.Tiles[t]), options.Converters.DacBits, options.Hardware.InputVoltage, isBounded: false);
            for (var j = 0; j < layer.Tiles[t].OutputCount; j++)
            {
                var column = layer.Tiles[t].Columns[j];
                var current = column.AdcMinimum + (codes[$"v(code_{t}_{j})"].First() * new Adc(column.AdcRange, options.Converters.AdcBits).Step);
                decoded[layer.Tiles[t].FirstOutput + j] += (column.FitGain * current * dac.Step / (dac.VoltPerCode * column.Scale)) + column.FitOffset
                    - (dac.Step * dac.ZeroCode * column.WeightSum);
            }
        }

        var outputs = new CrossbarNetwork(network.Design).Trace(images[0])[^1];
        for (var o = 0; o < outputs.Length; o++)
            Assert.Equal(decoded[o], outputs[o], 1e-4);
    }

    // Between the layers of an analog circuit there are no DACs: their ranges are in the fits alone.
    [NgspiceFact]
    public void Analog_circuits_compute_what_tiles_with_ranges_of_their_own_do()
    {
        var design = TestNetworks.EveryCircuit();
        var images = TestNetworks.Images(design, 5);
        var options = new CompilerOptions
        {
            Netlist = new() { Peripherals = PeripheralCircuits.Analog },
            Mapping = new() { MaxRows = 5 },
            Hardware = new() { WireResistance = 2 },
            Converters = new() { DacRange = RangeRule.MinMax, DacRangeScope = DacRangeScope.Array },
        };
        var network = NetworkCompiler.Compile(design, images, options);
        Assert.True(Ranges(network.Layers[^1].Layer) > 1);
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network, () => images[2]);
        var rows = ArrayFolder.Verify(_folder.Path);
        // An array that this image leaves without inputs has nothing to compare.
        Assert.All(rows, row => Assert.True(row.Result == "ok" || (row.Deck.Contains("tile", StringComparison.Ordinal) && row.Result.StartsWith("nothing compared", StringComparison.Ordinal)), row.Result));
        Assert.InRange(Assert.Single(rows, row => row.Deck == NetlistIndex.ModelDeck).Difference!.Value, 0, 0.005);
    }

    private static int Ranges(CrossbarConvolution layer) => layer.Tiles.Select(layer.InputRangeOf).Distinct().Count();

    private static double MeanSquaredError(CompiledNetwork network, float[][] images)
    {
        var (software, chip) = (new CrossbarNetwork(network.Software), new CrossbarNetwork(network.Design));
        return images.Average(image => software.Trace(image)[^1].Zip(chip.Trace(image)[^1]).Average(pair => Math.Pow(pair.First - pair.Second, 2)));
    }

    // One point convolution; the first six channels have values in [−1, 1), the others in [−0.01, 0.01).
    private static (NetworkDesign Design, float[][] Images) LoudAndQuiet(int side = 12)
    {
        const int Outputs = 4;
        var random = new Random(9);
        var weights = Weights.Normal(Outputs * 2 * Quiet, 5, 0.4).ToArray();
        for (var k = 0; k < weights.Length; k++)
            weights[k] *= k % (2 * Quiet) < Quiet ? 1 : 100;
        var design = new NetworkDesign
        {
            InputShape = new TensorShape(2 * Quiet, side, side),
            Layers =
            [
                new Convolution
                {
                    Name = "conv", Inputs = [0], OutputShape = new TensorShape(Outputs, side, side), Window = WindowGeometry.Point,
                    Weights = [.. weights], Bias = [0.1f, -0.2f, 0.3f, 0],
                },
            ],
        };
        var area = side * side;
        return (design, [.. Enumerable.Range(0, 10).Select(_ =>
            Enumerable.Range(0, 2 * Quiet * area).Select(k => ((2 * random.NextSingle()) - 1) * (k < Quiet * area ? 1 : 0.01f)).ToArray())]);
    }
}
