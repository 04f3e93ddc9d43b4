using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Runtime.Tests.Layers.Crossbars;

/// <summary>Layers whose tiles have DAC ranges of their own.</summary>
public sealed class TileRangeTests
{
    // One read of two arrays of one cell each, T = 10 µS and 20 µS, α = 10 µS, ideal wires and ADCs. DACs of 2 bits: [0, 3] has steps
    // of 1, so 1.4 counts as 1; [0, 6] has steps of 2, so 4.9 counts as 4. y = 1·1 + 2·4, and with the ranges exchanged 2 + 2·3.
    [Theory]
    [InlineData(3, 6, 9)]
    [InlineData(6, 3, 8)]
    [InlineData(3, 3, 7)]
    public void Each_tile_rounds_and_clips_its_own_rows_in_its_own_range(float first, float second, float expected)
    {
        CrossbarTile Tile(int row, float range, float conductance) => new()
        {
            Group = 0, FirstRow = row, RowCount = 1, FirstOutput = 0, Subtraction = CurrentSubtraction.None,
            InputRange = new ConverterRange(0, range), ZeroConductance = 0, ConductanceRange = 20e-6f, Conductances = [conductance],
            Columns = [new ColumnReadout(10e-6f, conductance / 10e-6f, 0, 1e-3f, 1, 0)],
        };
        var layer = Dense(2, [0], [Tile(0, first, 10e-6f), Tile(1, second, 20e-6f)]);
        Assert.Equal(expected, OneLayer.Run(layer, new TensorShape(2), [1.4f, 4.9f], TiledConvolution.Ideal)[0], 1e-4f);
    }

    // Ideal DACs neither round nor clip: whatever the ranges, the decoding undoes them.
    [Property(MaxTest = 200)]
    public void With_ideal_converters_ranges_do_not_show(int seed, bool hasReference)
    {
        var c = ConvolutionCase.Create(seed, maxSize: 8);
        var layer = WithRanges(TiledConvolution.Create(c, new Random(~seed), hasReference), new Random(seed));
        var actual = OneLayer.Run(layer, c.Input, c.X, TiledConvolution.Ideal);
        for (var k = 0; k < c.Expected.Length; k++)
            Assert.True(Math.Abs(c.Expected[k] - actual[k]) < 1e-3, $"{c}: element {k} is {actual[k]}, not {c.Expected[k]}.");
    }

    [Theory]
    [InlineData(true, 8, 8)]
    [InlineData(true, 4, 4)]
    [InlineData(false, 5, 6)]
    public void Tiles_with_ranges_of_their_own_compute_what_the_equations_say(bool hasReference, int dacBits, int adcBits) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var hardware = new HardwareDesign { InputVoltage = 0.3 };
            var c = ConvolutionCase.Create(seed, maxSize: 5);
            var layer = WithRanges(TiledConvolution.Create(c, new Random(~seed), hasReference, dacBits, adcBits), new Random(seed));
            var expected = new ReferenceChip(layer, c.Input, hardware).Run(c.X);
            var actual = OneLayer.Run(layer, c.Input, c.X, hardware);
            for (var k = 0; k < actual.Length; k++)
            {
                var error = Math.Abs(expected[k].Value - actual[k]);
                Assert.True(error < 2e-3 + expected[k].Slack, $"{c}: element {k} is {actual[k]}, not {expected[k].Value}.");
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_range_that_all_tiles_share_is_the_layers()
    {
        var c = ConvolutionCase.Create(11);
        var layer = TiledConvolution.Create(c, new Random(1), hasReference: true, dacBits: 6, adcBits: 6);
        var wide = new ConverterRange(2 * layer.InputRange.Minimum, 2 * layer.InputRange.Maximum);
        var tiles = layer with { Tiles = [.. layer.Tiles.Select(t => t with { InputRange = wide })] };
        Assert.Equal(OneLayer.Run(layer with { InputRange = wide }, c.Input, c.X), OneLayer.Run(tiles, c.Input, c.X));
        Assert.NotEqual(OneLayer.Run(layer, c.Input, c.X), OneLayer.Run(tiles, c.Input, c.X));
    }

    // A convolution, a ReLU and a sum that its kernel takes over, and a dense layer, which takes a batch's images together.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-7, 0)]
    [InlineData(0, 0.5)]
    [InlineData(1e-7, 0.5)]
    public void Outputs_are_the_same_for_any_threads_and_batch(double readNoise, double nonlinearity)
    {
        var design = Network(nonlinearity);
        var options = new CrossbarOptions { ReadNoise = readNoise, Seed = 3 };
        var images = OneLayer.Numbers(new Random(5), 7 * design.InputShape.Length, -1, 1);
        var outputs = design.OutputShape.Length;
        var one = new CrossbarNetwork(design, options with { MaxThreads = 1 });
        var expected = new float[7 * outputs];
        for (var n = 0; n < 7; n++)
            one.Predict(images.AsSpan(n * design.InputShape.Length, design.InputShape.Length), expected.AsSpan(n * outputs, outputs));
        foreach (var threads in new[] { 1, 3 })
        {
            var scores = new float[expected.Length];
            new CrossbarNetwork(design, options with { MaxThreads = threads }).PredictBatch(images, scores);
            Assert.Equal(expected, scores);
        }

        Assert.True(expected.Distinct().Count() > outputs);
    }

    // The sum and the ReLU behind a convolution are stored with it, or by kernels of their own where its output is read twice: the same.
    [Fact]
    public void What_follows_the_layer_is_added_and_rectified()
    {
        var design = Network(0);
        var traced = new CrossbarNetwork(design).Trace(OneLayer.Numbers(new Random(8), design.InputShape.Length, -1, 1));
        var (convolution, added, rectified) = (traced[1], traced[2], traced[3]);
        Assert.Contains(convolution, x => x < 0);
        for (var k = 0; k < added.Length; k++)
        {
            Assert.Equal(convolution[k] + traced[0][k], added[k]);
            Assert.Equal(Math.Max(0, added[k]), rectified[k]);
        }

        var scores = new float[design.OutputShape.Length];
        new CrossbarNetwork(design).Predict(traced[0], scores);
        Assert.Equal(traced[^1], scores);
    }

    private static NetworkDesign Network(double nonlinearity)
    {
        var random = new Random(17);
        // Circuits of nonlinear cells are solved read by read: a few will do.
        var side = nonlinearity > 0 ? 6 : 20;
        var shape = new TensorShape(4, side, side);
        var (length, cut) = (shape.Length, 7 * shape.Length / 16);
        var convolution = new CrossbarConvolution
        {
            Name = "conv", Inputs = [0], OutputShape = shape, Window = new WindowGeometry(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 },
            KernelLength = 36, InputRange = new ConverterRange(-1, 1), DacBits = 5, AdcBits = 6, Bias = [0.1f, -0.1f, 0, 0.2f],
            Tiles = [Tile(0, 16, 0, 4, random, -0.5f, 0.5f), Tile(16, 20, 0, 2, random, -1, 1), Tile(16, 20, 2, 2, random, -0.9f, 1)],
        };
        return new NetworkDesign
        {
            InputShape = shape,
            Layers =
            [
                convolution,
                new Add { Name = "add", Inputs = [1, 0], OutputShape = shape },
                new Relu { Name = "relu", Inputs = [2], OutputShape = shape },
                new Reshape { Name = "flat", Inputs = [3], OutputShape = new TensorShape(length) },
                Dense(length, [4], [Tile(0, cut, 0, 10, random, 0, 1), Tile(cut, length - cut, 0, 10, random, 0, 0.5f)]),
            ],
            Hardware = new HardwareDesign { Nonlinearity = nonlinearity },
        };
    }

    private static CrossbarConvolution Dense(int rows, ImmutableArray<int> inputs, ImmutableArray<CrossbarTile> tiles) => new()
    {
        Name = "dense", Inputs = inputs, OutputShape = new TensorShape(tiles[0].OutputCount), Window = new WindowGeometry(1, 1), KernelLength = rows,
        InputRange = new ConverterRange(0, 1), DacBits = tiles[0].RowCount == 1 ? 2 : 6, AdcBits = tiles[0].RowCount == 1 ? 0 : 8,
        Bias = [.. new float[tiles[0].OutputCount]], Tiles = tiles,
    };

    private static CrossbarTile Tile(int firstRow, int rows, int firstOutput, int outputs, Random random, float minimum, float maximum)
    {
        var conductances = OneLayer.Numbers(random, rows * (outputs + 1), 5e-6f, 60e-6f);
        return new CrossbarTile
        {
            Group = 0, FirstRow = firstRow, RowCount = rows, FirstOutput = firstOutput, Subtraction = CurrentSubtraction.ReferenceColumn,
            InputRange = new ConverterRange(minimum, maximum), ZeroConductance = 30e-6f, ConductanceRange = 60e-6f, Conductances = [.. conductances],
            Columns = [.. Enumerable.Range(0, outputs).Select(_ => new ColumnReadout(40e-6f, random.NextSingle(), -20e-6f * MathF.Sqrt(rows), 20e-6f * MathF.Sqrt(rows), 1, 0))],
        };
    }

    // Ranges, all with 0 among their values, of which some clip.
    private static CrossbarConvolution WithRanges(CrossbarConvolution layer, Random random) => layer with
    {
        Tiles = [.. layer.Tiles.Select(tile => tile with
        {
            InputRange = random.Next(4) == 0 ? null : new ConverterRange(-random.NextSingle(), 0.3f + random.NextSingle()),
        })],
    };
}
