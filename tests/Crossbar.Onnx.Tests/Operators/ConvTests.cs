namespace Crossbar.Onnx.Tests.Operators;

public sealed class ConvTests
{
    private static ModelBuilder Conv(long[] input, long[] weights, bool bias = true, params (string, object)[] attributes)
    {
        var model = new ModelBuilder(input).Floats("W", weights);
        if (bias)
            model.Floats("B", [weights[0]]);
        return model.ThenWith("Conv", bias ? ["W", "B"] : ["W"], attributes);
    }

    [Fact]
    public void A_plain_convolution() =>
        ImportAssert.AgreesWithOnnxRuntime(Conv([0, 3, 9, 8], [5, 3, 3, 3], attributes: ("kernel_shape", new[] { 3, 3 })));

    [Fact]
    public void Without_a_bias() => ImportAssert.AgreesWithOnnxRuntime(Conv([0, 2, 5, 5], [4, 2, 3, 3], bias: false));

    [Fact]
    public void Stride_padding_and_dilation_differ_in_both_directions()
    {
        var model = Conv([0, 2, 13, 17], [3, 2, 3, 2], true, ("strides", new[] { 2, 3 }), ("pads", new[] { 0, 1, 2, 3 }), ("dilations", new[] { 3, 2 }));
        var layer = Assert.IsType<Convolution>(ImportAssert.AgreesWithOnnxRuntime(model).Design.Layers.Single());
        Assert.Equal(
            new WindowGeometry(3, 2) { StrideY = 2, StrideX = 3, DilationY = 3, DilationX = 2, PadTop = 0, PadLeft = 1, PadBottom = 2, PadRight = 3 },
            layer.Window);
        // ⌊(13 + 2 − 7)/2⌋ + 1 and ⌊(17 + 4 − 3)/3⌋ + 1
        Assert.Equal(new TensorShape(3, 5, 7), layer.OutputShape);
    }

    [Theory]
    [InlineData("SAME_UPPER", 1)]
    [InlineData("SAME_UPPER", 2)]
    [InlineData("SAME_LOWER", 1)]
    [InlineData("SAME_LOWER", 2)]
    [InlineData("SAME_LOWER", 3)]
    [InlineData("VALID", 2)]
    public void Automatic_padding(string kind, int stride)
    {
        ImportAssert.AgreesWithOnnxRuntime(
            Conv([0, 1, 7, 10], [2, 1, 4, 3], true, ("auto_pad", kind), ("strides", new[] { stride, stride })));
        ImportAssert.AgreesWithOnnxRuntime(
            Conv([0, 1, 10, 7], [2, 1, 2, 1], true, ("auto_pad", kind), ("strides", new[] { stride, stride })));
    }

    [Fact]
    public void Automatic_padding_counts_the_dilation()
    {
        // ONNX Runtime does not run this; by the specification the total is (out − 1)·stride + (k − 1)·dilation + 1 − in.
        var model = Conv([0, 1, 9, 10], [2, 1, 3, 3], true, ("auto_pad", "SAME_UPPER"), ("dilations", new[] { 2, 2 }), ("strides", new[] { 1, 2 }));
        var layer = Assert.IsType<Convolution>(ImportAssert.Imports(model).Design.Layers.Single());
        Assert.Equal((2, 2, 1, 2), (layer.Window.PadTop, layer.Window.PadBottom, layer.Window.PadLeft, layer.Window.PadRight));
        Assert.Equal(new TensorShape(2, 9, 5), layer.OutputShape);
    }

    [Fact]
    public void Groups_and_depthwise()
    {
        ImportAssert.AgreesWithOnnxRuntime(Conv([0, 6, 5, 5], [4, 3, 3, 3], true, ("group", 2)));
        var depthwise = ImportAssert.AgreesWithOnnxRuntime(Conv([0, 4, 5, 5], [8, 1, 3, 3], true, ("group", 4)));
        Assert.Equal(4, Assert.IsType<Convolution>(depthwise.Design.Layers.Single()).Groups);
    }

    [Fact]
    public void One_spatial_dimension_is_an_image_of_height_one()
    {
        var model = Conv([0, 3, 20], [4, 3, 5], true, ("strides", new[] { 2 }), ("pads", new[] { 1, 2 }), ("dilations", new[] { 2 }));
        var layer = Assert.IsType<Convolution>(ImportAssert.AgreesWithOnnxRuntime(model).Design.Layers.Single());
        Assert.Equal(new WindowGeometry(1, 5) { StrideX = 2, DilationX = 2, PadLeft = 1, PadRight = 2 }, layer.Window);
        Assert.Equal(new TensorShape(4, 8), layer.OutputShape);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_fixed_batch_is_dropped(long batch) =>
        Assert.Equal(new TensorShape(2, 3, 3), ImportAssert.AgreesWithOnnxRuntime(Conv([batch, 2, 5, 5], [2, 2, 3, 3])).Design.OutputShape);

    [Fact]
    public void Weights_that_are_computed_are_refused()
    {
        var model = new ModelBuilder(0, 2, 5, 5).Node("Relu", ["x"]).Node("Conv", ["x", "Relu0_out"]);
        Assert.Contains(
            "both operands are computed from the input: 'x' and 'Relu0_out'", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model), StringComparison.Ordinal);
    }

    [Fact]
    public void Three_spatial_dimensions_are_refused() =>
        Assert.Contains("windows over three dimensions", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Conv([0, 1, 5, 5, 5], [1, 1, 3, 3, 3])), StringComparison.Ordinal);

    [Fact]
    public void Contradictions_are_refused()
    {
        ModelBuilder[] models =
        [
            Conv([0, 3, 5, 5], [2, 2, 3, 3]),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("group", 2)),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("group", 0)),
            Conv([0, 3, 5, 5], [2, 3, 3]),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("kernel_shape", new[] { 3, 5 })),
            Conv([0, 3, 5, 5], [2, 3, 7, 3]),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("strides", new[] { 0, 1 })),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("strides", new[] { 1 })),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("pads", new[] { -1, 0, 0, 0 })),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("pads", new[] { int.MaxValue, 0, int.MaxValue, 0 })),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("dilations", "wrong type")),
            Conv([0, 3, 5, 5], [2, 3, 3, 3], true, ("auto_pad", "SOMETIMES")),
            Conv([0, 3, 5, 5], [0, 3, 3, 3]),
            new ModelBuilder(0, 3, 5, 5).Floats("W", [2, 3, 3, 3]).Floats("B", [3]).ThenWith("Conv", ["W", "B"]),
            new ModelBuilder(0, 3, 5, 5).Integers("W", 1).ThenWith("Conv", ["W"]),
            new ModelBuilder(0, 3, 5, 5).Then("Conv"),
        ];
        foreach (var model in models)
            ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model);
    }
}
