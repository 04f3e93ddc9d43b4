using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Runtime.Tests.Layers.Crossbars;

public sealed class CrossbarConvolutionTests
{
    // With ideal wires and converters the decoding undoes the mapping: any tiles, groups, padding and negative inputs.
    [Property(MaxTest = 400)]
    public void An_ideal_chip_computes_the_convolution(int seed, bool hasReference, bool positive)
    {
        var c = ConvolutionCase.Create(seed, maxSize: 8, positive);
        var layer = TiledConvolution.Create(c, new Random(~seed), hasReference);
        var actual = OneLayer.Run(layer, c.Input, c.X, TiledConvolution.Ideal);
        var expected = c.Expected;
        // Conductances are rounded to 2^-24 of 40 µS where 5 µS is a unit of weight; at most 64 rows of inputs up to 2 above the minimum.
        var tolerance = 64 * 2 * 6e-8 * (40.0 / 5) * 2;
        for (var k = 0; k < expected.Length; k++)
            Assert.True(Math.Abs(expected[k] - actual[k]) < tolerance, $"{c}: element {k} is {actual[k]}, not {expected[k]}.");
    }

    [Theory]
    [InlineData(true, 8, 8)]
    [InlineData(true, 5, 4)]
    [InlineData(true, 1, 1)]
    [InlineData(false, 8, 8)]
    [InlineData(false, 4, 6)]
    public void A_chip_with_wires_and_converters_computes_what_the_equations_say(bool hasReference, int dacBits, int adcBits) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var hardware = new HardwareDesign { InputVoltage = 0.3 };
            var c = ConvolutionCase.Create(seed, maxSize: 5);
            var layer = Fitted(TiledConvolution.Create(c, new Random(~seed), hasReference, dacBits, adcBits), new Random(seed));
            var expected = new ReferenceChip(layer, c.Input, hardware).Run(c.X);
            foreach (var reproducible in new[] { false, true })
            {
                var actual = OneLayer.Run(layer, c.Input, c.X, hardware, new CrossbarOptions { Reproducible = reproducible });
                for (var k = 0; k < actual.Length; k++)
                {
                    var error = Math.Abs(expected[k].Value - actual[k]);
                    Assert.True(error < 2e-3 + expected[k].Slack, $"{c}: element {k} is {actual[k]}, not {expected[k].Value} (reproducible: {reproducible}).");
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Options_replace_the_compiled_resolutions()
    {
        var c = ConvolutionCase.Create(5);
        var compiled = TiledConvolution.Create(c, new Random(1), hasReference: true, dacBits: 8, adcBits: 8);
        var other = TiledConvolution.Create(c, new Random(1), hasReference: true, dacBits: 5, adcBits: 3);
        Assert.Equal(OneLayer.Run(other, c.Input, c.X), OneLayer.Run(compiled, c.Input, c.X, options: new CrossbarOptions { DacBits = 5, AdcBits = 3 }));
        Assert.NotEqual(OneLayer.Run(other, c.Input, c.X), OneLayer.Run(compiled, c.Input, c.X));
        // 0 is a resolution too: none.
        var ideal = OneLayer.Run(compiled, c.Input, c.X, TiledConvolution.Ideal, new CrossbarOptions { DacBits = 0, AdcBits = 0 });
        Assert.All(c.Expected.Zip(ideal), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void A_programming_error_is_a_chip_of_its_own_for_every_seed()
    {
        var c = ConvolutionCase.Create(5);
        var layer = TiledConvolution.Create(c, new Random(1), hasReference: true);
        float[] Run(double sigma, int seed, int threads = 0) =>
            OneLayer.Run(layer, c.Input, c.X, options: new CrossbarOptions { ProgrammingSigma = sigma, Seed = seed, MaxThreads = threads });
        Assert.Equal(Run(1e-6, 7), Run(1e-6, 7));
        Assert.Equal(Run(1e-6, 7), Run(1e-6, 7, threads: 1));
        Assert.NotEqual(Run(1e-6, 7), Run(1e-6, 8));
        Assert.NotEqual(Run(1e-6, 7), Run(0, 7));
        Assert.Equal(Run(0, 7), Run(0, 8));
    }

    // A fit of its own for every column, and ADC ranges that clip some of the currents.
    private static CrossbarConvolution Fitted(CrossbarConvolution layer, Random random) => layer with
    {
        Tiles = [.. layer.Tiles.Select(tile => tile with
        {
            Columns = [.. tile.Columns.Select(column => column with
            {
                AdcMinimum = column.AdcMinimum * 0.2f,
                AdcMaximum = column.AdcMaximum * (0.2f + (0.3f * random.NextSingle())),
                FitGain = 0.8f + (0.4f * random.NextSingle()),
                FitOffset = random.NextSingle() - 0.5f,
            })],
        })],
    };
}
