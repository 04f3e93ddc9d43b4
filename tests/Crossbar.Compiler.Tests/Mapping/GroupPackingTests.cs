using System.Collections.Immutable;
using Crossbar.Runtime.Tests.Layers;

namespace Crossbar.Compiler.Tests.Mapping;

public sealed class GroupPackingTests
{
    private static readonly TensorShape Shape = new(58, 6, 6);

    private static Convolution Depthwise(int outputsOfGroup = 1)
    {
        var random = new Random(3);
        var outputs = Shape.Channels * outputsOfGroup;
        return new Convolution
        {
            Name = "depthwise",
            Inputs = [0],
            OutputShape = new TensorShape(outputs, 6, 6),
            Window = new WindowGeometry(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 },
            Groups = Shape.Channels,
            Weights = [.. OneLayer.Numbers(random, outputs * 9, -1, 1)],
            Bias = [.. OneLayer.Numbers(random, outputs, -1, 1)],
        };
    }

    [Theory]
    [InlineData(128, 128, 14)]
    [InlineData(128, 8, 7)]
    [InlineData(17, 128, 1)]
    [InlineData(0, 128, 1)]
    [InlineData(10_000, 0, 58)]
    public void As_many_groups_lie_on_an_array_as_its_rows_and_columns_let(int rows, int columns, int expected)
    {
        var options = new MappingOptions { MaxRows = rows, MaxColumns = columns };
        var tiles = LayerMapping.Map(0, Depthwise(), Shape, options).Tiles;
        Assert.Equal((58 + expected - 1) / expected, tiles.Length);
        Assert.All(tiles, tile => Assert.Equal((tile.OutputCount * 9, tile.FirstOutput), (tile.RowCount, tile.Group)));
        Assert.InRange(tiles.Max(t => t.OutputCount) - tiles.Min(t => t.OutputCount), 0, 1);
        Assert.Equal(58, tiles.Sum(t => t.OutputCount));
    }

    [Fact]
    public void Weights_lie_on_the_diagonal_and_every_other_cell_is_at_the_zero_level()
    {
        var layer = Depthwise(outputsOfGroup: 2);
        var tiles = LayerMapping.Map(0, layer, Shape, new MappingOptions()).Tiles;
        foreach (var tile in tiles)
        {
            for (var i = 0; i < tile.RowCount; i++)
            {
                for (var j = 0; j < tile.OutputCount; j++)
                {
                    var onDiagonal = i / 9 == j / 2;
                    Assert.Equal(onDiagonal ? layer.Weights[((tile.FirstOutput + j) * 9) + (i % 9)] : 0, tile.Weights[(i * tile.OutputCount) + j]);
                    if (!onDiagonal)
                        Assert.Equal(tile.Target.ZeroLevel, tile.Target.Values[(i * tile.Layout.BitLines) + j], 1e-12);
                }
            }
        }
    }

    [Theory]
    [InlineData(MappingScheme.Dense, 0.0)]
    [InlineData(MappingScheme.Differential, 0.0)]
    [InlineData(MappingScheme.SignedInput, 0.0)]
    [InlineData(MappingScheme.Dense, 0.01)]
    public void Packed_arrays_compute_the_convolution(MappingScheme scheme, double signal)
    {
        var layer = Depthwise();
        var x = OneLayer.Numbers(new Random(5), Shape.Length, 0, 1);
        var options = new CompilerOptions
        {
            Mapping = new() { Scheme = scheme },
            Converters = new() { DacBits = 0, AdcBits = 0 },
            // A signal a row of the kernel serves every group; with wires this short it is nearly exact.
            Conversion = new()
            {
                Method = signal > 0 ? ConversionMethod.Signal : ConversionMethod.Exact,
                Signal = new ConversionSignal { Values = [.. ImmutableArray.CreateRange(Enumerable.Repeat(0.5, 9))] },
            },
            Hardware = new() { WireResistance = signal > 0 ? signal : 1 },
        };
        var network = NetworkCompiler.Compile(OneLayer.Design(layer, Shape), [x], options);
        Assert.Equal(5, network.Layers[0].Arrays.Length);
        var (expected, actual) = (new float[Shape.Length], new float[Shape.Length]);
        new CrossbarNetwork(network.Software).Predict(x, expected);
        new CrossbarNetwork(network.Design).Predict(x, actual);
        for (var k = 0; k < expected.Length; k++)
            Assert.Equal(expected[k], actual[k], 2e-3);
    }
}
