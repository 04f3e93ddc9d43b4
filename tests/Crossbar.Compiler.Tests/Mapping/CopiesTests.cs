using Crossbar.Compiler.Tests.Pipeline;
using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Compiler.Tests.Mapping;

/// <summary>Several devices per weight: what is read of them is what one would give, and their errors average.</summary>
public sealed class CopiesTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    // Kirchhoff: columns do not see each other without wires, so that n of them carry n times the current, and n times the scale decodes it.
    [Fact]
    public void Without_wires_copies_carry_the_same_current_each_and_decode_to_the_same_weight() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var copies = random.Next(2, 5);
        var options = new CompilerOptions
        {
            Mapping = new() { Scheme = (MappingScheme)random.Next(4), OffsetSubtraction = (OffsetSubtraction)random.Next(2), MaxRows = 0, MaxColumns = 0 },
            Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0, AccessResistance = random.Next(2) * 100 },
            Conversion = new() { Method = (ConversionMethod)random.Next(4) },
        };
        var single = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), options);
        var several = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), options with { Mapping = options.Mapping with { Copies = copies } });
        foreach (var (one, many) in single.Layers.Zip(several.Layers).SelectMany(pair => pair.First.Arrays.Zip(pair.Second.Arrays)))
        {
            Assert.Equal(one.Programmed.DeviceCount * copies, many.Programmed.DeviceCount);
            for (var j = 0; j < one.Layout.OutputCount; j++)
                Assert.Equal(copies * one.Programmed.ScaleOf(j), many.Programmed.ScaleOf(j), 1e-9 * Math.Abs(many.Programmed.ScaleOf(j)));
            Assert.Equal(copies * one.Programmed.ZeroConductance, many.Programmed.ZeroConductance, 1e-12);
            var combined = many.Programmed.Combine();
            var greatest = combined.Max(Math.Abs);
            Assert.All(one.Programmed.Combine().Zip(combined), pair => Assert.Equal(copies * pair.First, pair.Second, 1e-9 * greatest));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(6));

    [Theory]
    [InlineData(LineEnds.One)]
    [InlineData(LineEnds.Both)]
    public void Copies_lie_side_by_side_whatever_the_order(LineEnds ends)
    {
        var network = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), new CompilerOptions
        {
            Mapping = new() { Scheme = MappingScheme.Differential, Copies = 3 }, Hardware = new() { WireResistance = 5, DriveEnds = ends, SenseEnds = ends },
        });
        var layouts = network.Layers.SelectMany(layer => layer.Arrays).Select(array => array.Layout).ToArray();
        Assert.Contains(layouts, layout => !layout.LineOrder.IsEmpty);
        foreach (var layout in layouts)
        {
            for (var bitLine = 0; bitLine < layout.BitLines; bitLine++)
                Assert.Equal(bitLine % 3, layout.RoleOf(layout.LineOf(bitLine))!.Value.Copy);
        }
    }

    [Theory]
    [InlineData(MappingScheme.Dense, 9, 3)]
    [InlineData(MappingScheme.Differential, 14, 3)]
    [InlineData(MappingScheme.SignedInput, 14, 6)]
    public void Copies_count_in_the_width_of_an_array(MappingScheme scheme, int columns, int outputs)
    {
        var layer = (Convolution)SmallNetwork.Create().Layers[0];
        var wide = layer with { OutputShape = new TensorShape(12, 10, 10), Weights = [.. layer.Weights, .. layer.Weights], Bias = [.. layer.Bias, .. layer.Bias] };
        var mapped = LayerMapping.Map(0, wide, SmallNetwork.Input, new MappingOptions { Scheme = scheme, Copies = 2, MaxColumns = columns });
        Assert.All(mapped.Tiles, tile => Assert.InRange(tile.Layout.BitLines, 1, columns));
        Assert.Equal(outputs, mapped.Tiles.Max(tile => tile.OutputCount));
    }

    // Independent errors of n devices add up as a root, while the current adds up: n = 4 halves them.
    [Theory]
    [InlineData(MappingScheme.Dense)]
    [InlineData(MappingScheme.Differential)]
    [InlineData(MappingScheme.SignedInput)]
    public void Programming_errors_shrink_with_the_root_of_the_copies(MappingScheme scheme)
    {
        var (one, four) = (ErrorOf(1), ErrorOf(4));
        // Some 3,000 weights: to 5 % of each.
        Assert.Equal(0.5, four / one, 0.04);

        double ErrorOf(int copies)
        {
            var options = new CompilerOptions { Mapping = new() { Scheme = scheme, Copies = copies }, Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0 } };
            var design = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), options);
            var chip = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), options with { Variation = new() { ProgrammingSigma = 5e-7, Seed = 3 } });
            double sum = 0;
            var count = 0;
            foreach (var (right, wrong) in design.Layers.Zip(chip.Layers).SelectMany(pair => pair.First.Arrays.Zip(pair.Second.Arrays)))
            {
                var (designed, drawn) = (right.Programmed.Combine(), wrong.Programmed.Combine());
                for (var k = 0; k < drawn.Length; k++, count++)
                    sum += Math.Pow((drawn[k] - designed[k]) / right.Programmed.ScaleOf(k % right.Layout.OutputCount), 2);
            }

            return Math.Sqrt(sum / count);
        }
    }

    // Two devices of 5 levels have 9 together.
    [Fact]
    public void Copies_are_rounded_to_levels_that_one_has_not()
    {
        var errors = Enumerable.Range(1, 3).Select(copies =>
        {
            var network = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), new CompilerOptions
            {
                Mapping = new() { Copies = copies }, Conversion = new() { ConductanceLevels = 5 }, Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0 },
            });
            return network.Layers.SelectMany(layer => layer.Arrays).Average(array => array.Programmed.Combine().Select((transfer, k) =>
                Math.Abs(transfer - (array.Programmed.ScaleOf(k % array.Layout.OutputCount) * array.Programmed.Weights[k])) / (copies * array.Programmed.Window.Range)).Average());
        }).ToArray();
        Assert.True(errors[1] < 0.75 * errors[0] && errors[2] < 0.75 * errors[1], string.Join(", ", errors));
    }
}
