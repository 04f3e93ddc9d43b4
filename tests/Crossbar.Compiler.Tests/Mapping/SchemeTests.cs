using Crossbar.Runtime.Tests.Layers;
using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Compiler.Tests.Mapping;

/// <summary>Every scheme's decoding gives the plain convolution back, wires, tiles, groups, padding, negative inputs and permutations included.</summary>
public sealed class SchemeTests
{
    [Theory]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Analog, WeightScale.Column)]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Analog, WeightScale.Array)]
    [InlineData(MappingScheme.Dense, OffsetSubtraction.Digital, WeightScale.Column)]
    [InlineData(MappingScheme.Differential, OffsetSubtraction.Analog, WeightScale.Column)]
    [InlineData(MappingScheme.Differential, OffsetSubtraction.Analog, WeightScale.Array)]
    [InlineData(MappingScheme.SignedInput, OffsetSubtraction.Analog, WeightScale.Column)]
    [InlineData(MappingScheme.Toeplitz, OffsetSubtraction.Analog, WeightScale.Column)]
    [InlineData(MappingScheme.Toeplitz, OffsetSubtraction.Digital, WeightScale.Array)]
    public void A_scheme_computes_the_plain_convolution(MappingScheme scheme, OffsetSubtraction subtraction, WeightScale scale) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var isToeplitz = scheme == MappingScheme.Toeplitz;
            var c = ConvolutionCase.Create(seed, maxSize: isToeplitz ? 2 : 6, positive: seed % 3 == 0);
            var options = Options(new Random(seed), scheme, subtraction, scale);
            if (isToeplitz)
            {
                options = options with { Mapping = options.Mapping with { MaxRows = 0, MaxColumns = 0 } };
                if ((long)c.Input.Length * c.Output.Length > 20_000)
                    return;
            }

            var network = NetworkCompiler.Compile(OneLayer.Design(c.Digital(), c.Input), [c.X], options);
            var actual = new float[c.Output.Length];
            new CrossbarNetwork(WithoutFits(network.Design)).Predict(c.X, actual);
            var expected = c.Expected;
            var tolerance = Tolerance(network.Layers[0]);
            for (var k = 0; k < actual.Length; k++)
                Assert.True(Math.Abs(expected[k] - actual[k]) < tolerance, $"{seed}: {c}: element {k} is {actual[k]}, not {expected[k]} to {tolerance}.");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Pairs_of_columns_hold_the_positive_and_the_negative_weights()
    {
        var target = WeightScaling.Normalize(new ArrayLayout(2, 2, CurrentSubtraction.ColumnPair), [1, -4, -2, 2], WeightScale.Column);
        Assert.Equal([0.5, 0, 0, 1, 0, 1, 0.5, 0], target.Values);
        Assert.Equal([0.5, 0.25], target.ColumnScales);
    }

    [Fact]
    public void Pairs_of_arrays_hold_the_positive_and_the_negative_weights()
    {
        var target = WeightScaling.Normalize(new ArrayLayout(2, 2, CurrentSubtraction.ArrayPair), [1, -4, -2, 2], WeightScale.Array);
        Assert.Equal([0.25, 0, 0, 0.5, 0, 1, 0.5, 0], target.Values);
    }

    [Fact]
    public void Lines_in_any_order_and_spare_lines_are_the_same_tile()
    {
        var layout = new ArrayLayout(2, 2, CurrentSubtraction.ReferenceColumn);
        double[] transfer = [1, 2, 3, 4, 5, 6];
        Assert.Equal([1 - 3, 2 - 3, 4 - 6, 5 - 6], layout.Combine(transfer));
        var ordered = layout with { RowOrder = [1, 0], LineOrder = [2, ArrayLayout.Spare, 0, 1] };
        Assert.Equal(layout.Combine(transfer), ordered.Combine([6, 99, 4, 5, 3, 99, 1, 2]));
    }

    [Fact]
    public void A_Toeplitz_matrix_that_does_not_fit_is_refused_with_its_size()
    {
        var c = ConvolutionCase.Create(1);
        var failure = Assert.Throws<Diagnostics.CompilationException>(() => LayerMapping.Map(
            0, c.Digital(), c.Input, new MappingOptions { Scheme = MappingScheme.Toeplitz, MaxRows = 3 }));
        var error = Reported.Only(Descriptors.ToeplitzTooLarge, failure.Diagnostics);
        Assert.Contains($"{c.Input.Length / c.Groups} rows and {c.Output.Length / c.Groups} columns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_of_columns_counts_twice_in_an_arrays_width()
    {
        var c = ConvolutionCase.Create(1);
        var options = new MappingOptions { Scheme = MappingScheme.Differential, MaxColumns = 5, MaxRows = 7 };
        Assert.All(LayerMapping.Map(0, c.Digital(), c.Input, options).Tiles, t => Assert.InRange(t.Layout.BitLines, 2, 5));
    }

    // Large enough wires that their compensation matters; a range of wide devices so that small tiles stay feasible.
    private static CompilerOptions Options(Random random, MappingScheme scheme, OffsetSubtraction subtraction, WeightScale scale) => new()
    {
        Mapping = new() { Scheme = scheme, OffsetSubtraction = subtraction, Scale = scale, MaxRows = random.Next(8, 40), MaxColumns = random.Next(4, 20) },
        Converters = new() { DacBits = 0, AdcBits = 0 },
        Hardware = new() { WireResistance = random.Next(3) },
        Conversion = new() { LineOrder = random.Next(2) == 0 ? LineOrder.Natural : LineOrder.Optimized },
    };

    // The fits would hide a wrong factor or offset of the decoding.
    private static NetworkDesign WithoutFits(NetworkDesign design) => design with
    {
        Layers = [.. design.Layers.Select(layer => layer is not CrossbarConvolution crossbars ? layer : crossbars with
        {
            Tiles = [.. crossbars.Tiles.Select(tile => tile with { Columns = [.. tile.Columns.Select(c => c with { FitGain = 1, FitOffset = 0 })] })],
        })],
    };

    // Each cell is right to 1e-5 of the range, which is 1/scale units of weight; inputs reach 2 above their least; then single precision. What
    // sneaks past a place without a device is as large as docs/conversion.md says of Toeplitz, and of either sign.
    private static double Tolerance(CompiledLayer layer) => layer.Arrays.Max(a => a.Programmed.Target.ColumnScales.Max(s => 1 / s)) * layer.Unrolled.Source.KernelLength * 2
        * (2e-5 + 1e-5 + (layer.Arrays.Any(a => a.Programmed.Target.Absent is not null) ? 1.5e-4 : 0));
}
