namespace Crossbar.Onnx.Tests.Operators;

public sealed class SoftmaxTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(21)]
    public void Over_a_vector_of_classes(int opset) =>
        Assert.IsType<Softmax>(ImportAssert.AgreesWithOnnxRuntime(
            new ModelBuilder(0, 7).Opset(opset).Then("Softmax")).Design.Layers.Single());

    [Fact]
    public void Before_opset_13_it_runs_over_all_that_follows_the_axis() =>
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 3, 2, 2).Opset(11).Then("Softmax"));

    [Fact]
    public void Since_opset_13_it_runs_over_one_axis()
    {
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 7, 1, 1).Then("Softmax", ("axis", 1)));
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 1, 7).Then("Softmax", ("axis", -1)));
    }

    [Theory]
    [InlineData(13, -1)]
    [InlineData(13, 1)]
    [InlineData(12, 2)]
    public void A_softmax_a_pixel(int opset, int axis) =>
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 3, 2, 2).Opset(opset).Then("Softmax", ("axis", axis)));

    [Theory]
    [InlineData(13, 4)]
    [InlineData(13, -5)]
    public void A_softmax_along_no_dimension_is_refused(int opset, int axis) =>
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, new ModelBuilder(0, 3, 2, 2).Opset(opset).Then("Softmax", ("axis", axis)));

    [Fact]
    public void A_softmax_over_a_batch_is_refused() =>
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, new ModelBuilder(4, 3).Then("Softmax", ("axis", 0)));
}
