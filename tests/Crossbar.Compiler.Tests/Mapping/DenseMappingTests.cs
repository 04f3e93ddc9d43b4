namespace Crossbar.Compiler.Tests.Mapping;

public sealed class DenseMappingTests
{
    [Theory]
    [InlineData(10, 0, new[] { 10 })]
    [InlineData(10, 10, new[] { 10 })]
    [InlineData(10, 9, new[] { 5, 5 })]
    [InlineData(10, 4, new[] { 4, 3, 3 })]
    [InlineData(3, 1, new[] { 1, 1, 1 })]
    public void Parts_are_as_few_and_as_equal_as_the_limit_lets_them(int length, int limit, int[] expected)
    {
        var parts = Tiling.Split(length, limit).ToArray();
        Assert.Equal(expected, parts.Select(p => p.Length));
        Assert.Equal(parts.Select((_, k) => expected.Take(k).Sum()), parts.Select(p => p.Start));
    }

    [Theory]
    [InlineData(OffsetSubtraction.Analog)]
    [InlineData(OffsetSubtraction.Digital)]
    public void Every_weight_is_in_exactly_one_tile_and_none_exceeds_the_limits(OffsetSubtraction subtraction)
    {
        const int Groups = 2, Outputs = 10, KernelLength = 3 * 2 * 2;
        var layer = new Convolution
        {
            Name = "conv",
            Inputs = [0],
            OutputShape = new TensorShape(Outputs, 4, 4),
            Window = new WindowGeometry(2, 2),
            Groups = Groups,
            Weights = [.. Enumerable.Range(1, Outputs * KernelLength).Select(k => (float)k)],
            Bias = [.. new float[Outputs]],
        };
        var mapped = LayerMapping.Map(4, layer, new TensorShape(6, 5, 5), new MappingOptions { MaxRows = 5, MaxColumns = 4, OffsetSubtraction = subtraction });
        var hasReference = subtraction == OffsetSubtraction.Analog;
        Assert.Equal((4, hasReference ? CurrentSubtraction.ReferenceColumn : CurrentSubtraction.None), (mapped.Index, mapped.Subtraction));
        var seen = new HashSet<float>();
        foreach (var tile in mapped.Tiles)
        {
            Assert.InRange(tile.RowCount, 1, 5);
            Assert.InRange(tile.Layout.BitLines, 1, 4);
            Assert.Equal(tile.OutputCount + (hasReference ? 1 : 0), tile.Layout.BitLines);
            // Output o belongs to group o·G/outputs.
            Assert.Equal(tile.Group, tile.FirstOutput * Groups / Outputs);
            Assert.Equal(tile.Group, (tile.FirstOutput + tile.OutputCount - 1) * Groups / Outputs);
            for (var i = 0; i < tile.RowCount; i++)
            {
                for (var j = 0; j < tile.OutputCount; j++)
                {
                    // The weights count on through [outputs, kernel].
                    Assert.Equal(((tile.FirstOutput + j) * KernelLength) + tile.FirstRow + i + 1, tile.Weights[(i * tile.OutputCount) + j]);
                    Assert.True(seen.Add(tile.Weights[(i * tile.OutputCount) + j]));
                }
            }
        }

        Assert.Equal(layer.Weights.Length, seen.Count);
    }
}
