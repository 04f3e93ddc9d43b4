namespace Crossbar.Onnx.Tests.Operators;

public sealed class AddTests
{
    [Fact]
    public void Two_activations()
    {
        var imported = ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 2, 3, 3).Then("Relu").Node("Add", ["x", "Relu0_out"]));
        Assert.Equal([0, 1], Assert.IsType<Add>(imported.Design.Layers[1]).Inputs.ToArray());
    }

    [Fact]
    public void A_value_and_itself() => ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 2, 3, 3).Node("Add", ["x", "x"]));

    [Theory]
    [InlineData(new long[0])]
    [InlineData(new long[] { 1 })]
    [InlineData(new long[] { 2, 1, 1 })]
    [InlineData(new long[] { 1, 2, 1, 1 })]
    public void A_constant_for_all_or_a_channel(long[] shape)
    {
        var imported = ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 2, 3, 3).Floats("B", shape).Node("Add", ["B", "x"]));
        Assert.IsType<ScaleShift>(imported.Design.Layers.Single());
    }

    [Fact]
    public void A_constant_a_channel_where_the_image_is_one_pixel_wide() =>
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 4).Floats("B", [4]).ThenWith("Add", ["B"]));

    [Theory]
    [InlineData(new long[] { 3 })]
    [InlineData(new long[] { 2, 3, 3 })]
    [InlineData(new long[] { 1, 1, 3, 1 })]
    public void A_constant_that_differs_between_pixels(long[] shape)
    {
        var imported = ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 2, 3, 3).Floats("B", shape).ThenWith("Add", ["B"]));
        Assert.Contains(imported.Design.Layers, layer => layer is Constant);
    }

    [Fact]
    public void A_value_that_is_repeated() =>
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 2, 4, 4).Then("GlobalAveragePool").Node("Add", ["x", "GlobalAveragePool0_out"]));

    [Theory]
    [InlineData(new long[] { 1, 1, 2, 1, 1 })]
    [InlineData(new long[] { 5, 1, 1, 1 })]
    public void A_constant_that_differs_between_images_is_refused(long[] shape)
    {
        var message = ImportAssert.RefusedWith(
            Descriptors.UnsupportedNode, new ModelBuilder(0, 2, 3, 3).Floats("B", shape).ThenWith("Add", ["B"]));
        Assert.Contains("mix the images of a batch", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_go_together_are_refused()
    {
        var model = new ModelBuilder(0, 2, 3, 3).Floats("B", [4]).ThenWith("Add", ["B"]);
        Assert.Contains("[1, 2, 3, 3] and [4]", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model), StringComparison.Ordinal);
    }
}
