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
                SumsAreExact(tile, random, 1e-3);
        }).QuickCheckThrowOnFailure();

    // The units of the last slice are 2^-24 codes; rounding to them moves a sum by some standard deviations of that times the highest DAC code.
    [Theory]
    [InlineData(1, 4)]
    [InlineData(8, 8)]
    [InlineData(8, 0)]
    [InlineData(10, 12)]
    [InlineData(14, 8)]
    [InlineData(16, 16)]
    [InlineData(16, 0)]
    public void As_many_rows_as_there_may_be_are_summed_up_exactly(int dacBits, int adcBits)
    {
        var rows = Math.Min(CodeSlices.MaxRows(dacBits), 8224);
        var tile = Tile(rows, dacBits, adcBits);
        Assert.True(tile.Dac.ZeroCode > 0);
        SumsAreExact(tile, new Random(dacBits), 6 * Math.Max(1.0 / 4096, Math.ScaleB(tile.Dac.MaxCode, -24) * Math.Sqrt(rows / 12.0)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(16)]
    public void More_rows_have_no_slices(int dacBits) => Assert.Null(CodeSlices.Of(Tile(CodeSlices.MaxRows(dacBits) + 1, dacBits, adcBits: 8)));

    // An ideal ADC has no codes to hide an error in: what is left out must be less than single precision rounds.
    [Theory]
    [InlineData(8, 128)]
    [InlineData(8, 1024)]
    [InlineData(10, 192)]
    public void With_ideal_ADCs_slices_are_off_by_single_precision_at_most(int dacBits, int rows)
    {
        var (tile, random) = (Tile(rows, dacBits, adcBits: 0), new Random(rows));
        for (var j = 0; j < tile.Tile.OutputCount; j++)
        {
            var range = tile.Tile.Columns[j].AdcRange;
            var codesInRange = tile.CodesPerAmpere[j] * ((double)range.Maximum - range.Minimum);
            var codes = Vector(rows, _ => random.Next(tile.Dac.MaxCode + 1));
            var slices = CodeSlices.Of(tile)!;
            var total = Enumerable.Range(0, slices.Count).Sum(s => Sum(codes, slices.Codes[s], tile, j) + slices.Zero[s][j]);
            Assert.Equal(0, (Exact(codes, tile, j) - total) / codesInRange, 1e-7);
        }
    }

    [Fact]
    public void Codes_that_are_no_whole_numbers_have_no_slices() =>
        Assert.All(Tiles(1, dacBits: 0, adcBits: 8), tile => Assert.Null(CodeSlices.Of(tile)));

    // Whatever the codes: any, and those that drive sums to their ends.
    private static void SumsAreExact(EffectiveTile tile, Random random, double tolerance)
    {
        var slices = CodeSlices.Of(tile)!;
        var (rows, outputs, highest) = (tile.Tile.RowCount, tile.Tile.OutputCount, tile.Dac.MaxCode);
        for (var j = 0; j < outputs; j++)
        {
            float[][] vectors =
            [
                Vector(rows, _ => random.Next(highest + 1)),
                Vector(rows, i => tile.Codes[(i * outputs) + j] > 0 ? highest : 0),
                Vector(rows, i => tile.Codes[(i * outputs) + j] > 0 ? 0 : highest),
            ];
            foreach (var codes in vectors)
            {
                var fromZero = Array.ConvertAll(codes, code => code - (float)tile.Dac.ZeroCode);
                double total = 0, remainder = 0;
                for (var s = 0; s < slices.Count; s++)
                {
                    // Counted from code 0 or from the code of activation 0, with the last slice's remainder first or last, however it is added up.
                    var sum = Sum(codes, slices.Codes[s], tile, j) + slices.Zero[s][j];
                    Assert.Equal(sum, Sum(fromZero, slices.Codes[s], tile, j) + slices.Constants[s][j]);
                    Assert.Equal(sum, SumSingle(random, codes, slices.Codes[s], outputs, j, slices.Zero[s][j]));
                    Assert.Equal(sum, SumSingle(random, fromZero, slices.Codes[s], outputs, j, slices.Constants[s][j]));
                    var reading = remainder + sum;
                    Assert.Equal(reading, SumSingle(random, codes, slices.Codes[s], outputs, j, (float)remainder + slices.Zero[s][j]));
                    Assert.Equal(reading, SumSingle(random, fromZero, slices.Codes[s], outputs, j, (float)remainder + slices.Constants[s][j]));
                    remainder = reading - Math.Round(reading);
                    total += sum;
                }

                Assert.Equal(Exact(codes, tile, j), total, tolerance);
            }
        }
    }

    private static float[] Vector(int rows, Func<int, int> code) => [.. Enumerable.Range(0, rows).Select(i => (float)code(i))];

    private static double Sum(float[] codes, IReadOnlyList<float> slice, EffectiveTile tile, int j) =>
        Enumerable.Range(0, codes.Length).Sum(i => (double)codes[i] * slice[(i * tile.Tile.OutputCount) + j]);

    private static double Exact(float[] codes, EffectiveTile tile, int j) =>
        tile.Zero[j] + Enumerable.Range(0, codes.Length).Sum(i => codes[i] * tile.Codes[(i * tile.Tile.OutputCount) + j]);

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
        return EffectiveTile.Of(TiledConvolution.Create(c, new Random(~seed), hasReference: seed % 2 == 0, dacBits, adcBits), Context(c, new HardwareDesign { InputVoltage = 0.3 }));
    }

    // One array of so many rows, for inputs of both signs.
    private static EffectiveTile Tile(int rows, int dacBits, int adcBits)
    {
        var random = new Random(rows);
        var c = ConvolutionCase.Create(new WindowGeometry(1, 1), new TensorShape(rows, 1, 1), new TensorShape(3, 1, 1), random);
        return EffectiveTile.Of(TiledConvolution.Create(c, random, hasReference: true, dacBits, adcBits, inOneTile: true), Context(c, TiledConvolution.Ideal)).Single();
    }

    private static LayerContext Context(ConvolutionCase c, HardwareDesign hardware) => new(0, [c.Input], hardware, new CrossbarOptions());
}
