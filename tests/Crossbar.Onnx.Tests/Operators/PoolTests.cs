namespace Crossbar.Onnx.Tests.Operators;

public sealed class PoolTests
{
    private static ModelBuilder Pool(string kind, long[] input, int[] kernel, params (string, object)[] attributes) =>
        new ModelBuilder(input).Opset(19).Then(kind, [("kernel_shape", kernel), .. attributes]);

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    public void Strides_and_padding_differ_in_both_directions(string kind)
    {
        var model = Pool(kind, [0, 2, 11, 9], [3, 4], ("strides", new[] { 2, 3 }), ("pads", new[] { 1, 2, 0, 1 }));
        Assert.Equal(new TensorShape(2, 5, 3), ImportAssert.AgreesWithOnnxRuntime(model).Design.OutputShape);
    }

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    public void Dilations(string kind) =>
        ImportAssert.AgreesWithOnnxRuntime(
            Pool(kind, [0, 2, 11, 9], [3, 2], ("dilations", new[] { 2, 3 }), ("pads", new[] { 1, 1, 1, 1 })));

    [Theory]
    [InlineData("MaxPool", "SAME_UPPER")]
    [InlineData("MaxPool", "SAME_LOWER")]
    [InlineData("MaxPool", "VALID")]
    [InlineData("AveragePool", "SAME_UPPER")]
    [InlineData("AveragePool", "SAME_LOWER")]
    [InlineData("AveragePool", "VALID")]
    public void Automatic_padding(string kind, string padding) =>
        ImportAssert.AgreesWithOnnxRuntime(Pool(kind, [0, 2, 11, 8], [2, 3], ("auto_pad", padding), ("strides", new[] { 2, 2 })));

    [Theory]
    [InlineData("MaxPool", 0)]
    [InlineData("AveragePool", 0)]
    [InlineData("AveragePool", 1)]
    public void Ceil_mode_counts_a_last_window_that_reaches_past_the_end(string kind, int countPadding)
    {
        (string, object)[] attributes = kind == "MaxPool" ? [] : [("count_include_pad", countPadding)];
        for (var size = 5; size <= 12; size++)
        {
            for (var stride = 1; stride <= 4; stride++)
            {
                // A last window that would start in the padding does not count: stride 4 and 3 reach such cases.
                ImportAssert.AgreesWithOnnxRuntime(
                    Pool(kind, [0, 1, size, size], [3, 2], [("ceil_mode", 1), ("strides", new[] { stride, stride }), ("pads", new[] { 1, 1, 1, 0 }), .. attributes]));
            }
        }
    }

    [Fact]
    public void Padding_counts_in_an_average_only_when_told()
    {
        (string, object) pads = ("pads", new[] { 1, 1, 1, 1 });
        var without = ImportAssert.AgreesWithOnnxRuntime(Pool("AveragePool", [0, 1, 4, 4], [3, 3], pads));
        var with = ImportAssert.AgreesWithOnnxRuntime(Pool("AveragePool", [0, 1, 4, 4], [3, 3], pads, ("count_include_pad", 1)));
        Assert.False(Assert.IsType<AveragePool>(without.Design.Layers.Single()).CountPadding);
        Assert.True(Assert.IsType<AveragePool>(with.Design.Layers.Single()).CountPadding);
    }

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    public void One_spatial_dimension(string kind) =>
        ImportAssert.AgreesWithOnnxRuntime(Pool(kind, [0, 3, 10], [3], ("strides", new[] { 2 }), ("pads", new[] { 1, 1 })));

    [Fact]
    public void Older_operator_sets_pool_alike()
    {
        ImportAssert.AgreesWithOnnxRuntime(Pool("MaxPool", [0, 2, 6, 6], [2, 2], ("strides", new[] { 2, 2 })).Opset(7));
        ImportAssert.AgreesWithOnnxRuntime(Pool("AveragePool", [0, 2, 6, 6], [2, 2], ("strides", new[] { 2, 2 })).Opset(7));
    }

    [Fact]
    public void A_global_average_has_the_image_as_its_window()
    {
        var imported = ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 3, 5, 7).Then("GlobalAveragePool"));
        Assert.Equal(new WindowGeometry(5, 7), Assert.IsType<AveragePool>(imported.Design.Layers.Single()).Window);
        Assert.Equal(new TensorShape(3, 1, 1), imported.Design.OutputShape);
        Assert.Equal(new TensorShape(3, 1), ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 3, 5).Then("GlobalAveragePool")).Design.OutputShape);
    }

    [Fact]
    public void The_positions_of_the_maxima_are_refused()
    {
        var model = Pool("MaxPool", [0, 1, 4, 4], [2, 2]);
        model.LastNode.Output.Add("positions");
        Assert.Contains("second output", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model), StringComparison.Ordinal);
    }

    [Fact]
    public void Contradictions_are_refused()
    {
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, new ModelBuilder(0, 1, 4, 4).Then("MaxPool"));
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Pool("MaxPool", [0, 1, 4, 4], [2]));
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Pool("MaxPool", [0, 1, 4, 4], [5, 5]));
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Pool("AveragePool", [0, 1, 4, 4], [2, 2], ("pads", new[] { 2, 2, 2, 2 })));
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Pool("AveragePool", [0, 6], [2, 2]));
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, new ModelBuilder(0, 6).Then("GlobalAveragePool"));
    }
}
