namespace Crossbar.Compiler.Tests.Pipeline;

public sealed class NetworkCompilerTests
{
    private static readonly CompilerOptions Ideal = new()
    {
        Conversion = new() { Method = ConversionMethod.None },
        Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0 },
        Converters = new() { DacBits = 0, AdcBits = 0 },
        Mapping = new() { MaxRows = 20, MaxColumns = 5 },
    };

    public static TheoryData<WeightScale, OffsetSubtraction> Decodings { get; } = new()
    {
        { WeightScale.Column, OffsetSubtraction.Analog }, { WeightScale.Column, OffsetSubtraction.Digital },
        { WeightScale.Array, OffsetSubtraction.Analog }, { WeightScale.Array, OffsetSubtraction.Digital },
    };

    [Theory]
    [MemberData(nameof(Decodings))]
    public void On_ideal_arrays_without_conversion_the_crossbars_compute_the_software_network(WeightScale scale, OffsetSubtraction subtraction) =>
        AssertEqualsSoftware(Ideal with { Mapping = Ideal.Mapping with { Scale = scale, OffsetSubtraction = subtraction } });

    [Theory]
    [MemberData(nameof(Decodings))]
    public void With_wires_and_exact_conversion_they_do_so_too(WeightScale scale, OffsetSubtraction subtraction) => AssertEqualsSoftware(Ideal with
    {
        Mapping = Ideal.Mapping with { Scale = scale, OffsetSubtraction = subtraction },
        Conversion = Ideal.Conversion with { Method = ConversionMethod.Exact },
        Hardware = Ideal.Hardware with { WireResistance = 1, InputResistance = 1, OutputResistance = 1 },
    });

    [Fact]
    public void One_array_a_layer_computes_it_too() => AssertEqualsSoftware(Ideal with { Mapping = Ideal.Mapping with { MaxRows = 0, MaxColumns = 0 } });

    // Without conversion the wires' error is there, so the test above does not pass for want of wires.
    [Fact]
    public void With_wires_and_without_conversion_they_do_not()
    {
        var options = Ideal with
        {
            Hardware = Ideal.Hardware with { WireResistance = 1, InputResistance = 1, OutputResistance = 1 },
            Mapping = Ideal.Mapping with { MaxRows = 128, MaxColumns = 128 },
        };
        Assert.True(LargestError(options) > 1e-3);
    }

    // Two bits more are a quarter of the rounding error; half leaves room for clipping and for what does not come from rounding.
    [Fact]
    public void Every_two_bits_at_least_halve_the_error()
    {
        var errors = new[] { 4, 6, 8 }.Select(bits =>
        {
            var compiled = Compile(new CompilerOptions { Converters = new() { DacBits = bits, AdcBits = bits } });
            return Errors(compiled.Design, compiled.Software).Rms;
        }).ToArray();
        Assert.True(errors[1] < errors[0] / 2 && errors[2] < errors[1] / 2, string.Join(' ', errors));
        Assert.InRange(errors[2], 0, 0.05);
    }

    [Fact]
    public void Repeated_compiles_are_the_same_bit_for_bit_and_seeds_differ()
    {
        var options = new CompilerOptions { Variation = new() { ProgrammingSigma = 0.4e-6, Seed = 3 }, Mapping = new() { MaxRows = 20, MaxColumns = 5 } };
        var first = Compile(options);
        var again = Compile(options);
        AssertSame(first, again);
        var other = Compile(options with { Variation = options.Variation with { Seed = 4 } });
        Assert.NotEqual(Arrays(first).SelectMany(t => t.Conductances), Arrays(other).SelectMany(t => t.Conductances));
        Assert.NotEqual(first.Layers[0].Samples.Windows, other.Layers[0].Samples.Windows);
    }

    // Two seeds of a compile without programming errors differ in the samples alone.
    [Fact]
    public void A_seed_does_not_touch_conductances_that_have_no_error() => Assert.Equal(
        Arrays(Compile(new CompilerOptions { Variation = new() { Seed = 3 } })).SelectMany(t => t.Conductances),
        Arrays(Compile(new CompilerOptions { Variation = new() { Seed = 4 } })).SelectMany(t => t.Conductances));

    [Fact]
    public void A_calibrated_array_makes_up_for_gain_and_offset()
    {
        // Wires without conversion attenuate; the first-order fit takes most of it back.
        var options = new CompilerOptions { Conversion = new() { Method = ConversionMethod.None }, Hardware = new() { WireResistance = 3 }, Converters = new() { DacBits = 0, AdcBits = 0 } };
        var compiled = Compile(options);
        var bare = compiled.Design with
        {
            Layers =
            [
                .. compiled.Design.Layers.Select(l => l is not CrossbarConvolution c ? l : c with
                {
                    Tiles = [.. c.Tiles.Select(t => t with { Columns = [.. t.Columns.Select(r => r with { FitGain = 1, FitOffset = 0 })] })],
                }),
            ],
        };
        Assert.True(Errors(compiled.Design, compiled.Software).Rms < 0.5 * Errors(bare, compiled.Software).Rms);
    }

    [Fact]
    public void The_digital_layers_stay_as_they_are()
    {
        var compiled = Compile(Ideal);
        for (var k = 0; k < compiled.Design.Layers.Length; k++)
        {
            var (software, crossbar) = (compiled.Software.Layers[k], compiled.Design.Layers[k]);
            if (crossbar is CrossbarConvolution c)
                Assert.Equal((software.Name, software.OutputShape), (c.Name, c.OutputShape));
            else
                Assert.Same(software, crossbar);
        }

        Assert.Equal(["first", "grouped", "shortcut", "dense"], compiled.Layers.Select(l => l.Layer.Name));
        Assert.Equal(compiled.Layers.Sum(l => l.Arrays.Sum(a => a.Programmed.Conductances.Length)), compiled.DeviceCount);
        Assert.Equal(Arrays(compiled).Count(), compiled.ArrayCount);
    }

    private static CompiledNetwork Compile(CompilerOptions options) => NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(10), options);

    private static IEnumerable<CrossbarTile> Arrays(CompiledNetwork network) => network.Layers.SelectMany(l => l.Layer.Tiles);

    private static void AssertEqualsSoftware(CompilerOptions options) => Assert.InRange(LargestError(options), 0, 2e-4);

    private static double LargestError(CompilerOptions options)
    {
        var compiled = Compile(options);
        return Errors(compiled.Design, compiled.Software).Worst;
    }

    // On images that calibration has not seen, relative to the software network's scores.
    private static (double Worst, double Rms) Errors(NetworkDesign design, NetworkDesign software)
    {
        var (crossbar, digital) = (new CrossbarNetwork(design), new CrossbarNetwork(software));
        var (actual, wanted) = (new float[digital.ClassCount], new float[digital.ClassCount]);
        var (worst, largest, squares, power) = (0.0, 0.0, 0.0, 0.0);
        foreach (var image in SmallNetwork.Images(20, seed: 2))
        {
            crossbar.Predict(image, actual);
            digital.Predict(image, wanted);
            for (var k = 0; k < wanted.Length; k++)
            {
                worst = Math.Max(worst, Math.Abs(actual[k] - wanted[k]));
                largest = Math.Max(largest, Math.Abs(wanted[k]));
                squares += (actual[k] - wanted[k]) * (actual[k] - wanted[k]);
                power += wanted[k] * wanted[k];
            }
        }

        return (worst / largest, Math.Sqrt(squares / power));
    }

    private static void AssertSame(CompiledNetwork a, CompiledNetwork b)
    {
        foreach (var (left, right) in a.Layers.Zip(b.Layers))
        {
            Assert.Equal(left.Samples.Windows, right.Samples.Windows);
            Assert.Equal(left.Layer.InputRange, right.Layer.InputRange);
            foreach (var (x, y) in left.Layer.Tiles.Zip(right.Layer.Tiles))
            {
                Assert.Equal(x.Conductances.ToArray(), y.Conductances.ToArray());
                Assert.Equal(x.Columns.ToArray(), y.Columns.ToArray());
            }
        }
    }
}
