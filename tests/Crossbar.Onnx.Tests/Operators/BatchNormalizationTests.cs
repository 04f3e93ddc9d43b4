namespace Crossbar.Onnx.Tests.Operators;

public sealed class BatchNormalizationTests
{
    private static readonly string[] Parameters = ["scale", "bias", "mean", "variance"];

    private static ModelBuilder WithParameters(ModelBuilder model, int channels) =>
        model.Floats("scale", [channels]).Floats("bias", [channels]).Floats("mean", [channels])
            .Floats("variance", [channels], [.. Enumerable.Range(1, channels).Select(c => 0.3f * c)]);

    [Fact]
    public void After_a_convolution_it_is_folded_into_it()
    {
        var model = WithParameters(new ModelBuilder(0, 2, 5, 5), 3).Floats("W", [3, 2, 3, 3]).Floats("B", [3])
            .ThenWith("Conv", ["W", "B"]).ThenWith("BatchNormalization", Parameters).Then("Relu");
        Assert.Equal(["Conv", "Relu"], ImportAssert.AgreesWithOnnxRuntime(model).Operators.ToArray());
    }

    [Fact]
    public void Several_after_a_convolution_are_folded_into_it()
    {
        var model = WithParameters(new ModelBuilder(0, 2, 5, 5), 3).Floats("W", [3, 2, 3, 3]).Floats("C", [3, 1, 1]).ThenWith("Conv", ["W"])
            .ThenWith("BatchNormalization", Parameters).ThenWith("Add", ["C"]).ThenWith("BatchNormalization", Parameters);
        Assert.Equal(["Conv"], ImportAssert.AgreesWithOnnxRuntime(model).Operators.ToArray());
    }

    [Fact]
    public void After_a_dense_layer_and_a_grouped_convolution_too()
    {
        var dense = WithParameters(new ModelBuilder(0, 6), 3).Floats("W", [6, 3]).ThenWith("Gemm", ["W"]).ThenWith("BatchNormalization", Parameters);
        Assert.Equal(["Gemm"], ImportAssert.AgreesWithOnnxRuntime(dense).Operators.ToArray());
        var grouped = WithParameters(new ModelBuilder(0, 4, 5, 5), 4).Floats("W", [4, 1, 3, 3])
            .ThenWith("Conv", ["W"], ("group", 4)).ThenWith("BatchNormalization", Parameters);
        Assert.Equal(["Conv"], ImportAssert.AgreesWithOnnxRuntime(grouped).Operators.ToArray());
    }

    [Fact]
    public void Elsewhere_it_is_a_layer_of_its_own()
    {
        var first = WithParameters(new ModelBuilder(0, 3, 4, 4), 3).ThenWith("BatchNormalization", Parameters, ("epsilon", 0.1f));
        Assert.IsType<ScaleShift>(ImportAssert.AgreesWithOnnxRuntime(first).Design.Layers.Single());

        var model = WithParameters(new ModelBuilder(0, 2, 5, 5), 3).Floats("W", [3, 2, 3, 3]).ThenWith("Conv", ["W"]).Then("Relu")
            .ThenWith("BatchNormalization", Parameters);
        Assert.Equal(["Conv", "Relu", "BatchNormalization"], ImportAssert.AgreesWithOnnxRuntime(model).Operators.ToArray());
    }

    [Fact]
    public void A_convolution_that_something_else_reads_stays_as_it_is()
    {
        var model = WithParameters(new ModelBuilder(0, 2, 5, 5), 3).Floats("W", [3, 2, 3, 3]).ThenWith("Conv", ["W"])
            .ThenWith("BatchNormalization", Parameters).Node("Add", ["Conv0_out", "BatchNormalization1_out"]);
        Assert.Equal(["Conv", "BatchNormalization", "Add"], ImportAssert.AgreesWithOnnxRuntime(model).Operators.ToArray());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(15)]
    public void All_operator_sets_normalise_alike(int opset) =>
        ImportAssert.AgreesWithOnnxRuntime(
            WithParameters(new ModelBuilder(0, 3, 4, 4), 3).Opset(opset).ThenWith("BatchNormalization", Parameters));

    [Fact]
    public void Training_mode_is_refused()
    {
        var flag = WithParameters(new ModelBuilder(0, 3, 4, 4), 3).Opset(15).ThenWith("BatchNormalization", Parameters, ("training_mode", 1));
        Assert.Contains("model.eval()", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, flag), StringComparison.Ordinal);
        var outputs = WithParameters(new ModelBuilder(0, 3, 4, 4), 3).ThenWith("BatchNormalization", Parameters);
        outputs.LastNode.Output.AddRange(["new_mean", "new_variance"]);
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, outputs);
    }

    [Fact]
    public void Parameters_of_another_length_are_refused()
    {
        ImportAssert.RefusedWith(
            Descriptors.UnsupportedNode, WithParameters(new ModelBuilder(0, 2, 4, 4), 3).ThenWith("BatchNormalization", Parameters));
        ImportAssert.RefusedWith(
            Descriptors.UnsupportedNode, WithParameters(new ModelBuilder(0, 3, 4, 4), 3).Opset(7).ThenWith("BatchNormalization", Parameters, ("spatial", 0)));
    }
}
