namespace Crossbar.Onnx.Tests.Operators;

public sealed class DenseTests
{
    [Theory]
    [InlineData(0, 1f, 1f)]
    [InlineData(1, 1f, 1f)]
    [InlineData(0, -0.5f, 3f)]
    [InlineData(1, 2f, 0f)]
    public void Gemm_with_a_bias(int transposed, float alpha, float beta)
    {
        var model = new ModelBuilder(0, 6).Floats("W", transposed == 1 ? [4, 6] : [6, 4]).Floats("B", [4])
            .ThenWith("Gemm", ["W", "B"], ("transB", transposed), ("alpha", alpha), ("beta", beta));
        var layer = Assert.IsType<Convolution>(ImportAssert.AgreesWithOnnxRuntime(model).Design.Layers.Single());
        Assert.Equal((WindowGeometry.Point, new TensorShape(4), 24), (layer.Window, layer.OutputShape, layer.Weights.Length));
    }

    [Fact]
    public void Gemm_takes_a_bias_that_is_absent_a_number_or_a_row()
    {
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 6).Floats("W", [6, 4]).ThenWith("Gemm", ["W"]));
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 6).Floats("W", [6, 4]).Floats("B", []).ThenWith("Gemm", ["W", "B"]));
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 6).Floats("W", [6, 4]).Floats("B", [1]).ThenWith("Gemm", ["W", "B"]));
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 6).Floats("W", [6, 4]).Floats("B", [1, 4]).ThenWith("Gemm", ["W", "B"]));
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(3, 6).Floats("W", [6, 4]).Floats("B", [1, 4]).ThenWith("Gemm", ["W", "B"]));
    }

    [Fact]
    public void Gemm_is_the_same_in_the_oldest_operator_set() =>
        ImportAssert.AgreesWithOnnxRuntime(
            new ModelBuilder(0, 6).Opset(7).Floats("W", [6, 4]).Floats("B", [4]).ThenWith("Gemm", ["W", "B"]));

    [Fact]
    public void MatMul_and_an_Add_become_one_dense_layer()
    {
        var model = new ModelBuilder(0, 6).Floats("W", [6, 4]).Floats("B", [4]).ThenWith("MatMul", ["W"]).ThenWith("Add", ["B"]);
        Assert.IsType<Convolution>(ImportAssert.AgreesWithOnnxRuntime(model).Design.Layers.Single());
    }

    [Fact]
    public void A_bias_that_differs_between_images_is_refused() =>
        ImportAssert.RefusedWith(
            Descriptors.UnsupportedNode, new ModelBuilder(3, 6).Floats("W", [6, 4]).Floats("B", [3, 4]).ThenWith("Gemm", ["W", "B"]));

    [Fact]
    public void A_bias_down_the_batch_is_refused() =>
        ImportAssert.RefusedWith(
            Descriptors.UnsupportedNode, new ModelBuilder(4, 6).Floats("W", [6, 4]).Floats("B", [4, 1]).ThenWith("Gemm", ["W", "B"]));

    [Fact]
    public void Many_vectors_an_image_are_pixels()
    {
        var imported = ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 5, 6).Floats("W", [6, 4]).ThenWith("MatMul", ["W"]));
        Assert.Equal(4, Assert.Single(imported.Design.Layers.OfType<Convolution>()).Outputs);
    }

    [Fact]
    public void What_is_no_vector_times_matrix_is_refused()
    {
        ModelBuilder[] models =
        [
            new ModelBuilder(0, 6).Floats("W", [5, 4]).ThenWith("MatMul", ["W"]),
            new ModelBuilder(0, 6).Floats("W", [6]).ThenWith("MatMul", ["W"]),
            new ModelBuilder(0, 6).Floats("W", [4, 1]).Node("MatMul", ["W", "x"]),
            new ModelBuilder(0, 6).Floats("W", [6, 4]).ThenWith("Gemm", ["W"], ("transA", 1)),
            new ModelBuilder(0, 6).Floats("W", [6, 4]).Floats("B", [3]).ThenWith("Gemm", ["W", "B"]),
            new ModelBuilder(0, 6).Then("Gemm"),
        ];
        foreach (var model in models)
            ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model);
    }
}
