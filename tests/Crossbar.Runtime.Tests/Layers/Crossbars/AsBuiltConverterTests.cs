using FsCheck;

namespace Crossbar.Runtime.Tests.Layers.Crossbars;

/// <summary>Layers with converters as they were built: the kernel against the reference of a read, and what trimming takes out.</summary>
public sealed class AsBuiltConverterTests
{
    private static readonly ConverterSpread Adcs = new() { Offset = 1, Gain = 0.01, Inl = 0.7, Dnl = 0.4 };

    [Property(MaxTest = 200)]
    public void The_kernel_reads_linear_cells_as_the_reference_does(DoNotSize<int> seed) => Compare(seed.Item & int.MaxValue, false);

    [Property(MaxTest = 40)]
    public void The_kernel_reads_nonlinear_cells_as_the_reference_does(DoNotSize<int> seed) => Compare(seed.Item & int.MaxValue, true);

    // Errors so small that no code differs, but for ties, which a converter as designed rounds to even.
    [Property(MaxTest = 60)]
    public void Errors_of_nearly_nothing_are_those_of_converters_as_designed(DoNotSize<int> any)
    {
        var seed = any.Item & int.MaxValue;
        var (c, hardware, layer) = Chip(seed, false);
        var errors = new ConverterErrors
        {
            Adc = layer.AdcBits == 0 ? ConverterSpread.None : new ConverterSpread { Offset = 1e-12 },
            Dac = layer.DacBits == 0 ? ConverterSpread.None : new ConverterSpread { Gain = 1e-12 },
        };
        var designed = OneLayer.Run(layer, c.Input, c.X, hardware);
        var built = OneLayer.Run(layer, c.Input, c.X, hardware, new CrossbarOptions { Converters = errors, ConverterTrim = ConverterTrim.None });
        var nothing = OneLayer.Run(layer, c.Input, c.X, hardware, new CrossbarOptions { Converters = ConverterErrors.None });
        Assert.Equal(designed, nothing);
        var units = Units(layer, c, hardware);
        for (var k = 0; k < designed.Length; k++)
            Assert.True(Math.Abs(designed[k] - built[k]) <= units[k].Ties + (1e-3 * units[k].Sum) + (1e-4 * (1 + Math.Abs(designed[k]))), $"{seed}: element {k} is {built[k]}, not {designed[k]}.");
    }

    [Fact]
    public void A_layer_of_trimmed_converters_with_offset_and_gain_alone_is_the_designed_one_to_rounding()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (c, hardware, layer) = Chip(seed, false, InputEncoding.Amplitude);
            // Rows have ideal DACs, and ADCs the room that offsets and gains take.
            layer = layer with { DacBits = 0, AdcBits = 10, Tiles = [.. layer.Tiles.Select(Wide)] };
            var errors = new ConverterErrors { Adc = new() { Offset = 4, Gain = 0.02 } };
            var designed = OneLayer.Run(layer, c.Input, c.X, hardware);
            var trimmed = OneLayer.Run(layer, c.Input, c.X, hardware, new CrossbarOptions { Converters = errors, Seed = seed });
            var bare = OneLayer.Run(layer, c.Input, c.X, hardware, new CrossbarOptions { Converters = errors, Seed = seed, ConverterTrim = ConverterTrim.None });
            var units = Units(layer, c, hardware);
            for (var k = 0; k < designed.Length; k++)
                Assert.InRange(Math.Abs(trimmed[k] - designed[k]), 0, 1.1 * units[k].Sum);
            Assert.Contains(Enumerable.Range(0, designed.Length), k => Math.Abs(bare[k] - designed[k]) > 1.1 * units[k].Sum);
        }

        static CrossbarTile Wide(CrossbarTile tile) => tile with
        {
            Columns = [.. tile.Columns.Select(column => column with { AdcMinimum = -40 * column.AdcMaximum, AdcMaximum = 40 * column.AdcMaximum })],
        };
    }

    // Offsets of rows are a constant in every column, which is known.
    [Fact]
    public void A_layer_of_trimmed_rows_with_offsets_alone_is_the_designed_one()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (c, hardware, layer) = Chip(seed, false, InputEncoding.Amplitude);
            layer = layer with { DacBits = 6, AdcBits = 0 };
            var options = new CrossbarOptions { Converters = new() { Dac = new() { Offset = 3 } }, Seed = seed };
            var designed = OneLayer.Run(layer, c.Input, c.X, hardware);
            var trimmed = OneLayer.Run(layer, c.Input, c.X, hardware, options);
            var bare = OneLayer.Run(layer, c.Input, c.X, hardware, options with { ConverterTrim = ConverterTrim.None });
            var largest = designed.Max(Math.Abs) + 1;
            Assert.All(designed.Zip(trimmed), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * largest));
            Assert.Contains(designed.Zip(bare), pair => Math.Abs(pair.First - pair.Second) > 1e-3 * largest);
        }
    }

    [Fact]
    public void A_chip_is_the_same_on_any_number_of_threads_and_another_seed_is_another_chip()
    {
        var (c, hardware, layer) = Chip(5, false, InputEncoding.Amplitude);
        layer = layer with { DacBits = 8, AdcBits = 8 };
        var errors = new ConverterErrors { Adc = Adcs with { Noise = 0.5 }, Dac = Adcs with { Noise = 0.5 } };
        var options = new CrossbarOptions { Converters = errors, Seed = 7, MaxThreads = 1 };
        var once = OneLayer.Run(layer, c.Input, c.X, hardware, options);
        Assert.Equal(once, OneLayer.Run(layer, c.Input, c.X, hardware, options));
        Assert.NotEqual(once, OneLayer.Run(layer, c.Input, c.X, hardware, options with { Seed = 8 }));
        // Batches of many images on many threads.
        const int Images = 24;
        var images = new float[Images * c.X.Length];
        for (var n = 0; n < Images; n++)
        {
            for (var k = 0; k < c.X.Length; k++)
                images[(n * c.X.Length) + k] = c.X[k] * (1 - (n / 30f));
        }

        var (one, many) = (new float[Images * once.Length], new float[Images * once.Length]);
        new CrossbarNetwork(OneLayer.Design(layer, c.Input, hardware), options).PredictBatch(images, one);
        new CrossbarNetwork(OneLayer.Design(layer, c.Input, hardware), options with { MaxThreads = 8 }).PredictBatch(images, many);
        Assert.Equal(one, many);
        Assert.Equal(once, one[..once.Length]);
    }

    // A design that was compiled for converters as built is that chip, and one that says otherwise another.
    [Fact]
    public void Converters_of_the_design_are_those_of_the_options()
    {
        var (c, hardware, layer) = Chip(11, false, InputEncoding.Amplitude);
        layer = layer with { DacBits = 8, AdcBits = 8 };
        var errors = new ConverterErrors { Adc = Adcs, Dac = Adcs };
        var byOptions = OneLayer.Run(layer, c.Input, c.X, hardware, new CrossbarOptions { Converters = errors, Seed = 9 });
        var compiled = hardware with { Converters = new ConverterVariation(errors, ConverterTrim.FirstOrder, 9) };
        Assert.Equal(byOptions, OneLayer.Run(layer, c.Input, c.X, compiled));
        Assert.Equal(OneLayer.Run(layer, c.Input, c.X, hardware), OneLayer.Run(layer, c.Input, c.X, compiled, new CrossbarOptions { Converters = ConverterErrors.None }));
    }

    // One row and one column at the code in the middle: what comes out varies by the noise's rms, and by rounding's step²/12.
    [Theory]
    [InlineData(1.5, 0)]
    [InlineData(0, 2.5)]
    [InlineData(1, 1)]
    public void Noise_has_the_root_mean_square_that_is_asked_for(double adcNoise, double dacNoise)
    {
        const int Positions = 20000;
        var hardware = new HardwareDesign { Resistances = ArrayResistances.None };
        var conductance = 5e-5f;
        // A step of the DAC is a step of the ADC.
        var high = (float)(hardware.InputVoltage * conductance);
        var shape = new TensorShape(1, 1, Positions);
        var layer = new CrossbarConvolution
        {
            Name = "conv",
            Inputs = [0],
            OutputShape = shape,
            Window = new WindowGeometry(1, 1),
            KernelLength = 1,
            InputRange = new ConverterRange(0, 1),
            DacBits = 8,
            AdcBits = 8,
            Bias = [0],
            Tiles =
            [
                new CrossbarTile
                {
                    Group = 0,
                    FirstRow = 0,
                    RowCount = 1,
                    FirstOutput = 0,
                    Subtraction = CurrentSubtraction.None,
                    ZeroConductance = 0,
                    ConductanceRange = 6e-5f,
                    Conductances = [conductance],
                    Columns = [new ColumnReadout(conductance, 0, 0, high, 1, 0)],
                },
            ],
        };
        var x = new float[Positions];
        Array.Fill(x, 0.5f);
        var errors = new ConverterErrors { Adc = new() { Noise = adcNoise }, Dac = new() { Noise = dacNoise } };
        var options = new CrossbarOptions { Converters = errors, Seed = 1 };
        var read = OneLayer.Run(layer, shape, x, hardware, options);
        Assert.Equal(read, OneLayer.Run(layer, shape, x, hardware, options));
        var codes = Array.ConvertAll(read, value => value * 255.0);
        var mean = codes.Average();
        var variance = codes.Sum(code => (code - mean) * (code - mean)) / Positions;
        var expected = (adcNoise * adcNoise) + (dacNoise * dacNoise) + (1.0 / 12);
        Assert.Equal(1, variance / expected, 5 * Math.Sqrt(2.0 / Positions));
        // The code of 0.5 is 127.5, rounded to even.
        Assert.Equal(128, mean, 5 * Math.Sqrt(expected / Positions));
    }

    [Theory]
    [InlineData(InputEncoding.Amplitude, 0, 8, "DacOffset")]
    [InlineData(InputEncoding.Amplitude, 8, 0, "AdcOffset")]
    [InlineData(InputEncoding.PulseWidth, 8, 8, "DacOffset")]
    [InlineData(InputEncoding.Amplitude, 1, 8, "DacInl")]
    [InlineData(InputEncoding.Amplitude, 8, 1, "AdcInl")]
    public void What_converters_cannot_have_is_refused(InputEncoding encoding, int dacBits, int adcBits, string error)
    {
        var (c, hardware, layer) = Chip(3, false, InputEncoding.Amplitude);
        layer = layer with { DacBits = dacBits, AdcBits = adcBits };
        var options = new CrossbarOptions { Converters = new() { Adc = Adcs, Dac = Adcs } };
        var refused = Assert.Throws<NotSupportedException>(() => OneLayer.Run(layer, c.Input, c.X, hardware with { Encoding = encoding }, options));
        Assert.Contains(error, refused.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => EffectiveTile.Of(layer with { DacBits = 8, AdcBits = 8 }, new LayerContext(0, [c.Input], hardware, options)));
    }

    [Fact]
    public void Spreads_out_of_range_are_refused()
    {
        var (c, hardware, layer) = Chip(3, false, InputEncoding.Amplitude);
        foreach (var spread in new ConverterSpread[] { new() { Offset = -1 }, new() { Gain = 0.2 }, new() { Noise = double.NaN }, new() { Inl = double.PositiveInfinity } })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => OneLayer.Run(layer, c.Input, c.X, hardware, new CrossbarOptions { Converters = new() { Adc = spread } }));
            Assert.Throws<ArgumentOutOfRangeException>(() => OneLayer.Run(layer, c.Input, c.X, hardware, new CrossbarOptions { Converters = new() { Dac = spread } }));
        }
    }

    private static (ConvolutionCase Case, HardwareDesign Hardware, CrossbarConvolution Layer) Chip(int seed, bool isNonlinear, InputEncoding? encoding = null)
    {
        var random = new Random(seed);
        var c = ConvolutionCase.Create(seed, maxSize: isNonlinear ? 3 : 6);
        var hardware = RandomChip.Hardware(random, isNonlinear);
        hardware = encoding is { } given ? hardware with { Encoding = given } : RandomChip.WithEncoding(hardware, random);
        return (c, hardware, RandomChip.Layer(c, random, hardware, random.Next(3) == 0 ? random.Next(2, 4) : 1));
    }

    private static void Compare(int seed, bool isNonlinear)
    {
        var (c, hardware, layer) = Chip(seed, isNonlinear);
        var random = new Random(~seed);
        // All errors that such converters can have.
        var errors = new ConverterErrors { Adc = Adcs, Dac = Adcs };
        foreach (var (error, _) in errors.Refusals(hardware, layer.DacBits, layer.AdcBits).ToArray())
            errors = error.StartsWith("Dac", StringComparison.Ordinal) ? errors with { Dac = Without(errors.Dac, error) } : errors with { Adc = Without(errors.Adc, error) };
        var options = new CrossbarOptions { Converters = errors, ConverterTrim = (ConverterTrim)random.Next(2), Seed = seed, ProgrammingSigma = random.Next(2) * 1e-6 };
        var actual = OneLayer.Run(layer, c.Input, c.X, hardware, options);
        var context = new LayerContext(0, [c.Input], hardware, options);
        var positions = c.Output.Height * c.Output.Width;
        var expected = new double[c.Output.Length];
        for (var k = 0; k < expected.Length; k++)
            expected[k] = layer.Bias[k / positions];
        var magnitude = Array.ConvertAll(expected, Math.Abs);
        for (var t = 0; t < layer.Tiles.Length; t++)
        {
            for (var pulse = 0; pulse < layer.Pulses; pulse++)
            {
                var read = new ArrayRead(layer, t, context, pulse);
                for (var p = 0; p < positions; p++)
                {
                    var shares = read.Run(ArrayReadTests.Window(layer, read.Tile, c, p));
                    for (var j = 0; j < shares.Length; j++)
                    {
                        var output = (layer.Order.OutputOf(read.Tile.FirstOutput + j).Output * positions) + p;
                        expected[output] += shares[j];
                        magnitude[output] += Math.Abs(shares[j]);
                    }
                }
            }
        }

        // Sums of double precision in another order: no current lies that close to a threshold that was drawn.
        for (var k = 0; k < actual.Length; k++)
            Assert.True(Math.Abs(expected[k] - actual[k]) <= 1e-5 * (1 + magnitude[k]), $"{seed}: {c}, {hardware}, {options}: element {k} is {actual[k]}, not {expected[k]}.");
    }

    private static ConverterSpread Without(ConverterSpread spread, string error) => error[3..] switch
    {
        nameof(ConverterSpread.Offset) => spread with { Offset = 0 },
        nameof(ConverterSpread.Gain) => spread with { Gain = 0 },
        nameof(ConverterSpread.Inl) => spread with { Inl = 0 },
        _ => spread with { Dnl = 0 },
    };

    // For each output what a code of each of its terms is worth, summed up; and of those terms alone whose currents are near a tie.
    private static (double Sum, double Ties)[] Units(CrossbarConvolution layer, ConvolutionCase c, HardwareDesign hardware)
    {
        var context = new LayerContext(0, [c.Input], hardware, new CrossbarOptions());
        var positions = c.Output.Height * c.Output.Width;
        var units = new (double Sum, double Ties)[c.Output.Length];
        for (var t = 0; t < layer.Tiles.Length; t++)
        {
            for (var pulse = 0; pulse < layer.Pulses; pulse++)
            {
                var read = new ArrayRead(layer, t, context, pulse);
                for (var p = 0; p < positions; p++)
                {
                    var codes = read.Codes(ArrayReadTests.Window(layer, read.Tile, c, p));
                    var currents = read.Currents(read.Volts(codes));
                    for (var j = 0; j < currents.Length; j++)
                    {
                        var step = Adc.Of(read.Tile.ColumnsOf(pulse)[j].AdcRange, layer.AdcBits, hardware).Step;
                        var unit = Math.Abs(read.Value(j, step, 0) - read.Value(j, 0, 0));
                        var place = read.Place(j, currents[j]);
                        var isTie = layer.AdcBits > 0 && Math.Abs(place - Math.Floor(place) - 0.5) < 1e-3;
                        ref var sum = ref units[(layer.Order.OutputOf(read.Tile.FirstOutput + j).Output * positions) + p];
                        sum = (sum.Sum + unit + (1e-2 * Math.Abs(read.Value(j, 0, codes.Sum(Math.Abs)))), sum.Ties + (isTie ? unit : 0));
                    }
                }
            }
        }

        return units;
    }
}
