using System.Collections.Immutable;
using Crossbar.Runtime.Layers;
using Crossbar.Runtime.Layers.Crossbars;
using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Runtime.Tests.Layers.Crossbars;

public sealed class CodeSlicesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(10, 6)]
    [InlineData(8, 0)]
    public void Sums_of_a_slice_are_exact_in_any_order_and_slices_sum_up_to_the_codes(int dacBits, int adcBits) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            foreach (var tile in Tiles(seed, dacBits, adcBits))
            {
                var slices = CodeSlices.Of(tile)!;
                var outputs = tile.Tile.OutputCount;
                var codes = Enumerable.Range(0, tile.Tile.RowCount).Select(_ => (float)random.Next(tile.Dac.MaxCode + 1)).ToArray();
                for (var j = 0; j < outputs; j++)
                {
                    double total = 0, exact = tile.Zero[j];
                    for (var s = 0; s < slices.Count; s++)
                    {
                        double sum = slices.Zero[s][j], constant = slices.Constants[s][j];
                        for (var i = 0; i < codes.Length; i++)
                        {
                            sum += (double)codes[i] * slices.Codes[s][(i * outputs) + j];
                            constant += ((double)codes[i] - tile.Dac.ZeroCode) * slices.Codes[s][(i * outputs) + j];
                        }

                        // Counted from code 0 or from the code of activation 0, and however it is added up.
                        Assert.Equal(sum, constant);
                        Assert.Equal(sum, SumSingle(random, codes, slices.Codes[s], outputs, j, slices.Zero[s][j]));
                        total += sum;
                    }

                    for (var i = 0; i < codes.Length; i++)
                        exact += codes[i] * tile.Codes[(i * outputs) + j];
                    Assert.Equal(exact, total, 1e-3);
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Codes_that_are_no_whole_numbers_have_no_slices() =>
        Assert.All(Tiles(1, dacBits: 0, adcBits: 8), tile => Assert.Null(CodeSlices.Of(tile)));

    // In single precision and in random order, with and without fused multiplications.
    private static double SumSingle(Random random, float[] codes, IReadOnlyList<float> slice, int outputs, int j, float start)
    {
        var order = Enumerable.Range(0, codes.Length).ToArray();
        random.Shuffle(order);
        var sum = start;
        foreach (var i in order)
        {
            var product = codes[i] * slice[(i * outputs) + j];
            sum = random.Next(2) == 0 ? sum + product : MathF.FusedMultiplyAdd(codes[i], slice[(i * outputs) + j], sum);
        }

        return sum;
    }

    private static ImmutableArray<EffectiveTile> Tiles(int seed, int dacBits, int adcBits)
    {
        var c = ConvolutionCase.Create(seed, maxSize: 6);
        return EffectiveTile.Of(TiledConvolution.Create(c, new Random(~seed), hasReference: seed % 2 == 0, dacBits, adcBits), Context(c));
    }

    private static LayerContext Context(ConvolutionCase c) => new(0, [c.Input], new HardwareDesign { InputVoltage = 0.3 }, new CrossbarOptions());
}
