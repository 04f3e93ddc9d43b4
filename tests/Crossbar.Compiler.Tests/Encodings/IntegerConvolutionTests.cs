using Crossbar.Runtime.Tests.Layers;
using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Compiler.Tests.Encodings;

/// <summary>With ideal wires and ideal ADCs every encoding of inputs and every slicing of weights computes the convolution of whole numbers exactly.</summary>
public sealed class IntegerConvolutionTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Pulses_and_slices_compute_the_convolution_of_whole_numbers() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var c = ConvolutionCase.Create(seed, maxSize: 6);
        var (inputBits, weightBits) = (random.Next(1, 7), random.Next(2, 7));
        var zero = random.Next(1 << inputBits);
        // Inputs are the codes less that of 0, images at both ends among them, so that a step is 1; the same for weights.
        float[] Image(Func<int> code) => [.. Enumerable.Range(0, c.Input.Length).Select(_ => (float)(code() - zero))];
        float[][] images = [Image(() => random.Next(1 << inputBits)), Image(() => 0), Image(() => (1 << inputBits) - 1)];
        var x = images[0];
        var most = (1 << (weightBits - 1)) - 1;
        float[] weights = [.. c.Digital().Weights.Select((_, k) => k % c.KernelLength == 0 ? most : (float)random.Next(-most, most + 1))];
        var layer = c.Digital() with { Weights = [.. weights], Bias = [.. c.Bias.Select(_ => (float)random.Next(-9, 10))] };
        var options = Options(random, inputBits, weightBits);
        var design = OneLayer.Design(layer, c.Input);
        var compiled = NetworkCompiler.Compile(design, images, options);
        var (expected, actual) = (new float[c.Output.Length], new float[c.Output.Length]);
        new CrossbarNetwork(design).Predict(x, expected);
        new CrossbarNetwork(compiled.Design).Predict(x, actual);
        for (var k = 0; k < expected.Length; k++)
        {
            // Sums of tens of thousands in single precision.
            Assert.Equal(MathF.Round(expected[k]), expected[k]);
            Assert.True(Math.Abs(expected[k] - actual[k]) < 0.4, $"{seed}: {c}, {options}: output {k} is {actual[k]}, not {expected[k]}");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(120));

    // A cell's transfer is off by no more than the conversion says, in each of all reads that make an output.
    [Fact]
    public void With_wires_exact_conversion_keeps_pulses_and_slices_within_its_bound() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var c = ConvolutionCase.Create(seed, maxSize: 5);
        var (inputBits, weightBits) = (random.Next(1, 6), random.Next(2, 6));
        var options = Options(random, inputBits, weightBits);
        // The slices of a Toeplitz matrix take hundreds of columns, which wires of several ohm do not leave enough of for any conductances.
        var wires = (1 + (4 * random.NextDouble())) / (options.Mapping.Scheme == MappingScheme.Toeplitz ? 50 : 1);
        options = options with { Conversion = new() { Method = ConversionMethod.Exact }, Hardware = new() { WireResistance = wires }, Converters = options.Converters with { FitScope = FitScope.Column } };
        var most = (1 << (weightBits - 1)) - 1;
        var layer = c.Digital() with { Weights = [.. c.Digital().Weights.Select((_, k) => k % c.KernelLength == 0 ? most : (float)random.Next(-most, most + 1))] };
        float[] Image(Func<int> code) => [.. Enumerable.Range(0, c.Input.Length).Select(_ => (float)code())];
        float[][] images = [Image(() => random.Next(1 << inputBits)), Image(() => (1 << inputBits) - 1)];
        var design = OneLayer.Design(layer, c.Input);
        var compiled = NetworkCompiler.Compile(design, images, options);
        var (expected, actual) = (new float[c.Output.Length], new float[c.Output.Length]);
        new CrossbarNetwork(design).Predict(images[0], expected);
        new CrossbarNetwork(compiled.Design).Predict(images[0], actual);
        // Of each output, weights' errors of all its columns, times the greatest inputs; twice, for the fits that follow.
        var bound = new double[c.Output.Channels];
        foreach (var array in compiled.Layers[0].Arrays.Select(array => array.Programmed))
        {
            Assert.True(array.Outcome.IsConverged);
            for (var j = 0; j < array.OutputCount; j++)
            {
                var output = array.Order.OutputOf(array.FirstOutput + j).Output / (options.Mapping.Scheme == MappingScheme.Toeplitz && compiled.Layers[0].Layer.ReadsWholeImage ? c.Output.Height * c.Output.Width : 1);
                bound[output] = Math.Max(bound[output], 0) + (2 * array.Quality.WorstError / Math.Abs(array.Target.ColumnScales[j]) * array.RowCount * array.Layout.ArrayCount * ((1 << inputBits) - 1));
            }
        }

        for (var k = 0; k < expected.Length; k++)
            Assert.True(Math.Abs(expected[k] - actual[k]) <= (2 * bound[k / (c.Output.Height * c.Output.Width)]) + 1e-3 + (1e-5 * Math.Abs(expected[k])), $"{seed}: {c}, {options}: output {k} is {actual[k]}, not {expected[k]} to {bound[k / (c.Output.Height * c.Output.Width)]}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    // What analog-cim-sim publishes of a sliced matrix: W·x with weights of 8 bits.
    [Theory]
    [InlineData(MappingScheme.Dense, 1, SlicePlacement.Columns)]
    [InlineData(MappingScheme.Dense, 2, SlicePlacement.Columns)]
    [InlineData(MappingScheme.Dense, 3, SlicePlacement.Arrays)]
    [InlineData(MappingScheme.Differential, 2, SlicePlacement.Columns)]
    [InlineData(MappingScheme.Differential, 4, SlicePlacement.Arrays)]
    [InlineData(MappingScheme.SignedInput, 2, SlicePlacement.Arrays)]
    [InlineData(MappingScheme.Toeplitz, 3, SlicePlacement.Columns)]
    public void A_published_matrix_in_slices_gives_the_published_products(MappingScheme scheme, int cellBits, SlicePlacement placement)
    {
        var layer = new Convolution
        {
            Name = "dense",
            Inputs = [0],
            OutputShape = new TensorShape(3),
            Window = WindowGeometry.Point,
            Weights = [100, -32, 1, 0, 12, 1],
            Bias = [0, 0, 0],
        };
        // What an array of its own subtracts cannot be counted line by line.
        var subtracts = scheme is MappingScheme.SignedInput or MappingScheme.Toeplitz;
        foreach (var encoding in Enum.GetValues<InputEncoding>().Where(encoding => !subtracts || encoding != InputEncoding.Spikes))
        {
            var offset = encoding == InputEncoding.Spikes ? OffsetSubtraction.Digital : OffsetSubtraction.Analog;
            var options = new CompilerOptions
            {
                Mapping = new() { Scheme = scheme, WeightBits = 8, CellBits = cellBits, SlicePlacement = placement, OffsetSubtraction = offset },
                Converters = new() { DacBits = 8, AdcBits = 0, DacRange = RangeRule.MinMax, InputEncoding = encoding, InputDigitBits = 3 },
                Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0 },
            };
            // Images that span the DACs' codes from −120 to 135.
            float[][] images = [[-120, 55], [135, -120], [55, 135], [3, -7]];
            var compiled = NetworkCompiler.Compile(OneLayer.Design(layer, new TensorShape(2)), images, options);
            var scores = new float[3];
            new CrossbarNetwork(compiled.Design).Predict(images[0], scores);
            // Single precision, of up to 30,000: another whole number is far away.
            Assert.All(new float[] { -13760, -120, -1385 }.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 0.1));
        }
    }

    // Weights that are multiples of something already keep their values; others are rounded to what the greatest is so many of.
    [Fact]
    public void Weights_of_a_quantised_network_keep_their_values()
    {
        var layer = (Convolution)Pipeline.SmallNetwork.Create().Layers[0];
        var random = new Random(5);
        var quantised = layer with { Weights = [.. layer.Weights.Select((_, k) => 0.0123f * (1 + (k / layer.KernelLength)) * random.Next(-90, 91))] };
        Assert.All(Held(quantised).Zip(quantised.Weights), pair => Assert.Equal(pair.Second, pair.First, 1e-6 * Math.Abs(pair.Second)));
        var rounded = Held(layer);
        Assert.Contains(rounded.Zip(layer.Weights), pair => Math.Abs(pair.First - pair.Second) > 1e-4);
        for (var j = 0; j < layer.Outputs; j++)
        {
            var kernel = layer.Weights.AsSpan().Slice(j * layer.KernelLength, layer.KernelLength).ToArray();
            var unit = kernel.Max(Math.Abs) / 127;
            Assert.All(kernel.Zip(rounded.AsSpan(j * layer.KernelLength, layer.KernelLength).ToArray()), pair => Assert.Equal(Math.Round(pair.First / unit) * unit, pair.Second, 1e-5));
        }
    }

    // What is small beside an outlier is not a multiple of it: 0.009 and 0.008 are ±1 of 127, not nothing of one.
    [Fact]
    public void Small_weights_beside_an_outlier_are_not_taken_for_nothing()
    {
        var layer = (Convolution)Pipeline.SmallNetwork.Create().Layers[0];
        float[] kernel = [1, 0.009f, -0.008f];
        var held = Held(layer with { Weights = [.. layer.Weights.Select((_, k) => k % layer.KernelLength < kernel.Length ? kernel[k % layer.KernelLength] : 0)] });
        Assert.Equal([1, 1 / 127f, -1 / 127f], held[..kernel.Length].Select(weight => MathF.Round(weight, 6)), (expected, actual) => Math.Abs(expected - actual) < 1e-6);
    }

    // Neurons count the two signs apart: what is divided into digits is the magnitude, of a bit less than the weight, and a weight has nothing on the side of the other sign.
    [Theory]
    [InlineData(4, 3, 1)]
    [InlineData(8, 7, 1)]
    [InlineData(6, 2, 3)]
    [InlineData(4, 2, 2)]
    public void Spikes_hold_the_digits_of_magnitudes_on_the_side_of_the_sign(int weightBits, int cellBits, int digits)
    {
        var layer = (Convolution)Pipeline.SmallNetwork.Create().Layers[0];
        var options = new MappingOptions { WeightBits = weightBits, CellBits = cellBits, Scheme = MappingScheme.Differential };
        var mapped = LayerMapping.Map(0, layer, Pipeline.SmallNetwork.Input, options, countsLines: true);
        Assert.Equal(2 * digits, mapped.Slices);
        foreach (var tile in mapped.Tiles)
        {
            for (var k = 0; k < tile.Weights.Length; k++)
            {
                var (output, slice) = mapped.Unrolled.Order.OutputOf(tile.FirstOutput + (k % tile.OutputCount));
                var weight = layer.Weights[(output * layer.KernelLength) + tile.FirstRow + (k / tile.OutputCount)];
                Assert.True(tile.Weights[k] == 0 || (weight < 0 == (slice % 2 == 1) && tile.Weights[k] < 0 == weight < 0), $"{weight} has {tile.Weights[k]} in slice {slice}");
            }
        }
    }

    // Without a level in the middle of the digits their common part passes the ADC, and is taken off again digitally: a range as narrow as what a few images show would cut it.
    [Theory]
    [InlineData(4, true)]
    [InlineData(0, false)]
    public void Ranges_cover_the_common_part_of_digits_where_it_passes_the_ADC(int levels, bool covers)
    {
        var options = new CompilerOptions
        {
            Mapping = new() { WeightBits = 8, CellBits = 2 },
            Conversion = new() { ConductanceLevels = levels },
            Converters = new() { AdcRange = RangeRule.MinMax },
        };
        var compiled = NetworkCompiler.Compile(Pipeline.SmallNetwork.Create(), Pipeline.SmallNetwork.Images(1), options);
        var layer = compiled.Layers[0];
        var covered = 0;
        foreach (var array in layer.Arrays)
        {
            var combined = array.Programmed.Combine();
            for (var j = 0; j < array.Layout.OutputCount; j++)
            {
                var currents = Enumerable.Range(0, array.Layout.RowCount).Select(i => combined[(i * array.Layout.OutputCount) + j] * compiled.Design.Hardware.InputVoltage).ToArray();
                var (mean, deviation) = (currents.Sum() / 2, Math.Sqrt(currents.Sum(current => current * current) / 12));
                var column = array.Tile.Columns[j];
                covered += column.AdcMinimum <= (0.999f * (mean - (4 * deviation))) && column.AdcMaximum >= 0.999f * (mean + (4 * deviation)) ? 1 : 0;
            }
        }

        Assert.Equal(covers, covered == layer.Arrays.Sum(array => array.Layout.OutputCount));
    }

    private static float[] Held(Convolution layer)
    {
        var mapped = LayerMapping.Map(0, layer, Pipeline.SmallNetwork.Input, new MappingOptions { WeightBits = 8, CellBits = 2, Scheme = MappingScheme.Differential });
        var held = new float[layer.Weights.Length];
        foreach (var tile in mapped.Tiles)
        {
            for (var k = 0; k < tile.Weights.Length; k++)
                held[(mapped.Unrolled.Order.OutputOf(tile.FirstOutput + (k % tile.OutputCount)).Output * layer.KernelLength) + tile.FirstRow + (k / tile.OutputCount)] += tile.Weights[k];
        }

        return held;
    }

    private static CompilerOptions Options(Random random, int inputBits, int weightBits)
    {
        var scheme = (MappingScheme)random.Next(4);
        var encoding = (InputEncoding)random.Next(scheme is MappingScheme.SignedInput or MappingScheme.Toeplitz ? 3 : 4);
        return new CompilerOptions
        {
            Mapping = new()
            {
                Scheme = scheme,
                Scale = (WeightScale)random.Next(2),
                WeightBits = weightBits,
                CellBits = random.Next(0, 4),
                SlicePlacement = (SlicePlacement)random.Next(2),
                Copies = random.Next(1, 3),
                OffsetSubtraction = encoding == InputEncoding.Spikes ? OffsetSubtraction.Digital : (OffsetSubtraction)random.Next(2),
                MaxRows = scheme == MappingScheme.Toeplitz || random.Next(2) == 0 ? 0 : 16,
                MaxColumns = scheme == MappingScheme.Toeplitz || random.Next(2) == 0 ? 0 : 28,
                SpareColumns = random.Next(2),
            },
            Conversion = new() { Method = (ConversionMethod)random.Next(4) },
            Converters = new()
            {
                DacBits = inputBits, AdcBits = 0, DacRange = RangeRule.MinMax, FitScope = (FitScope)random.Next(2),
                InputEncoding = encoding, InputDigitBits = random.Next(1, 5),
            },
            Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0, MinConductance = random.Next(2) == 0 ? 0 : 1 / 300e3, Nonlinearity = 0 },
        };
    }
}
