namespace Crossbar.Onnx.Tests.Operators;

public sealed class ReshapeTests
{
    private static ModelBuilder Reshape(long[] input, params long[] target) =>
        new ModelBuilder(input).Integers("shape", target).ThenWith("Reshape", ["shape"]);

    [Theory]
    [InlineData(new long[] { 0, -1 })]
    [InlineData(new long[] { -1, 24 })]
    [InlineData(new long[] { 1, 24 })]
    [InlineData(new long[] { 0, 0, 12 })]
    [InlineData(new long[] { 0, 4, 0, -1 })]
    public void A_reshape_keeps_the_batch_first(long[] target)
    {
        var imported = ImportAssert.AgreesWithOnnxRuntime(Reshape([0, 2, 3, 4], target));
        Assert.IsType<Reshape>(imported.Design.Layers.Single());
        Assert.Equal(24, imported.Design.OutputShape.Length);
    }

    [Fact]
    public void A_fixed_batch_may_be_named() => ImportAssert.AgreesWithOnnxRuntime(Reshape([5, 2, 3, 4], 5, 24));

    [Fact]
    public void A_shape_in_a_Constant_node()
    {
        var shape = ModelBuilder.Tensor("", Compiler.Onnx.Proto.TensorProto.Types.DataType.Int64, [2], [.. BitConverter.GetBytes(0L), .. BitConverter.GetBytes(-1L)]);
        ImportAssert.AgreesWithOnnxRuntime(
            new ModelBuilder(0, 2, 3, 4).Node("Constant", [], ("value", shape)).Node("Reshape", ["x", "Constant0_out"]));
        ImportAssert.AgreesWithOnnxRuntime(
            new ModelBuilder(0, 2, 3, 4).Node("Constant", [], ("value_ints", new[] { 0, 24 })).Node("Reshape", ["x", "Constant0_out"]));
    }

    [Fact]
    public void A_reshaped_constant_is_a_constant()
    {
        var model = new ModelBuilder(0, 6).Floats("W", [2, 3, 1, 4]).Integers("shape", 6, 4).Node("Reshape", ["W", "shape"]).Node("MatMul", ["x", "Reshape0_out"]);
        Assert.IsType<Convolution>(ImportAssert.AgreesWithOnnxRuntime(model).Design.Layers.Single());
        var flat = new ModelBuilder(0, 6).Floats("W", [6, 2, 2]).Node("Flatten", ["W"]).Node("MatMul", ["x", "Flatten0_out"]);
        Assert.IsType<Convolution>(ImportAssert.AgreesWithOnnxRuntime(flat).Design.Layers.Single());
    }

    [Fact]
    public void A_reshape_that_changes_nothing_is_left_out()
    {
        Assert.IsType<Relu>(ImportAssert.AgreesWithOnnxRuntime(Reshape([0, 2, 3], 0, 2, -1).Then("Relu")).Design.Layers.Single());
        Assert.IsType<Relu>(ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 5).Then("Flatten").Then("Relu")).Design.Layers.Single());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-3)]
    [InlineData(0)]
    public void Flatten_gives_one_vector_an_image(int axis)
    {
        var imported = ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(1, 2, 3, 4).Then("Flatten", ("axis", axis)));
        Assert.Equal(new TensorShape(24), imported.Design.OutputShape);
    }

    [Theory]
    [InlineData(new long[] { 24 })]
    [InlineData(new long[] { 2, 12 })]
    [InlineData(new long[] { 0, 25 })]
    [InlineData(new long[] { 0, -1, 5 })]
    [InlineData(new long[] { -1, -1 })]
    [InlineData(new long[] { 0, -2 })]
    [InlineData(new long[] { 0, 0, 0, 0, 0 })]
    [InlineData(new long[] { 0, long.MaxValue, long.MaxValue, -1 })]
    [InlineData(new long[] { })]
    public void What_moves_the_batch_or_does_not_fit_is_refused(long[] target) =>
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Reshape([0, 2, 3, 4], target));

    [Fact]
    public void A_zero_that_is_meant_as_zero_is_refused()
    {
        var model = new ModelBuilder(0, 2, 3).Opset(14).Integers("shape", 0, 6).ThenWith("Reshape", ["shape"], ("allowzero", 1));
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(-5)]
    public void A_flatten_at_another_axis_is_refused(int axis) =>
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, new ModelBuilder(0, 2, 3, 4).Then("Flatten", ("axis", axis)));

    [Fact]
    public void A_shape_of_another_type_is_refused() =>
        ImportAssert.RefusedWith(
            Descriptors.UnsupportedNode, new ModelBuilder(0, 4).Floats("shape", [2], 1, 4).ThenWith("Reshape", ["shape"]));
}
