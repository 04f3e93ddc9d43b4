using Crossbar.Runtime.Tests.Layers;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>Networks of nonlinear cells from the digital network to their scores.</summary>
public sealed class NonlinearNetworkTests
{
    // Ideal converters, so that what is left are the wires' and the devices' errors.
    private static readonly CompilerOptions Options = new() { Converters = new() { DacBits = 0, AdcBits = 0 }, Mapping = new() { MaxRows = 20, MaxColumns = 6 } };

    // At κ = 0.05/V and up to 0.4 V sinh(κV)/κV rises by (κV)²/6 = 7e-5; each column current is right to 1 nA of the some 10 µA of a score.
    [Theory]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Analog)]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Digital)]
    [InlineData(MappingScheme.Differential, OffsetSubtraction.Analog)]
    [InlineData(MappingScheme.SignedInput, OffsetSubtraction.Analog)]
    [InlineData(MappingScheme.Toeplitz, OffsetSubtraction.Analog)]
    public void Hardly_nonlinear_cells_compute_the_software_network_in_every_mapping(MappingScheme mapping, OffsetSubtraction subtraction)
    {
        var options = Options with { Mapping = Options.Mapping with { Scheme = mapping, OffsetSubtraction = subtraction }, Hardware = Options.Hardware with { Nonlinearity = 0.05 } };
        if (mapping != MappingScheme.Toeplitz)
        {
            Assert.InRange(ErrorOf(SmallNetwork.Create(), SmallNetwork.Images(4), options), 0, 3e-3);
            return;
        }

        var c = ConvolutionCase.Create(11, maxSize: 2);
        var images = Enumerable.Range(1, 6).Select(k => Array.ConvertAll(c.X, x => x * k / 6)).ToArray();
        Assert.InRange(ErrorOf(OneLayer.Design(c.Digital(), c.Input), images, options with { Mapping = options.Mapping with { MaxRows = 0, MaxColumns = 0 } }), 0, 3e-3);
    }

    // Without conversion wires and devices distort; each conversion leaves less of it than the one before.
    [Fact]
    public void Calibration_and_conversion_make_up_for_most_of_what_strongly_nonlinear_cells_do()
    {
        double Error(ConversionMethod conversion) => ErrorOf(
            SmallNetwork.Create(), SmallNetwork.Images(6),
            Options with
            {
                Hardware = Options.Hardware with { Nonlinearity = 2, WireResistance = 40 },
                Conversion = Options.Conversion with { Method = conversion, LineOrder = LineOrder.Natural },
            });
        var (none, exact) = (Error(ConversionMethod.None), Error(ConversionMethod.Exact));
        Assert.True(exact < 0.5 * none && exact < 0.1, $"{exact} {none}");
    }

    [Fact]
    public void Repeated_compiles_are_the_same_bit_for_bit()
    {
        var options = Options with { Hardware = Options.Hardware with { Nonlinearity = 3 }, Variation = Options.Variation with { ProgrammingSigma = 0.4e-6, Seed = 3 } };
        var (first, again) = (Compile(options), Compile(options));
        Assert.Equal(Numbers(first), Numbers(again));
        Assert.NotEqual(Numbers(first), Numbers(Compile(options with { Variation = options.Variation with { Seed = 4 } })));

        static CompiledNetwork Compile(CompilerOptions options) => NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), options);
        static float[] Numbers(CompiledNetwork network) => [.. network.Layers.SelectMany(l => l.Layer.Tiles).SelectMany(
            t => t.Conductances.Concat(t.Columns.SelectMany(c => new[] { c.Scale, c.AdcMinimum, c.AdcMaximum, c.FitGain, c.FitOffset })))];
    }

    // Root mean square error over the root mean square score, on the calibration images: on others the DACs would clip.
    private static double ErrorOf(NetworkDesign software, float[][] images, CompilerOptions options)
    {
        var compiled = NetworkCompiler.Compile(software, images, options);
        Assert.Equal(options.Hardware.Nonlinearity, compiled.Design.Hardware.Nonlinearity);
        Assert.NotEmpty(compiled.Design.Layers.OfType<CrossbarConvolution>());
        var (crossbar, digital) = (new CrossbarNetwork(compiled.Design), new CrossbarNetwork(software));
        var (actual, wanted) = (new float[digital.ClassCount], new float[digital.ClassCount]);
        var (squares, power) = (0.0, 0.0);
        foreach (var image in images)
        {
            crossbar.Predict(image, actual);
            digital.Predict(image, wanted);
            for (var k = 0; k < wanted.Length; k++)
            {
                squares += Math.Pow(actual[k] - wanted[k], 2);
                power += Math.Pow(wanted[k], 2);
            }
        }

        return Math.Sqrt(squares / power);
    }
}
