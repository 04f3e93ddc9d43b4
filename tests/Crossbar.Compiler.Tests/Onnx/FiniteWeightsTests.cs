namespace Crossbar.Compiler.Tests.Onnx;

/// <summary>NaN and infinity in a model: refused where they make numbers that are none, taken where they bound, mask or pad.</summary>
public sealed class FiniteWeightsTests
{
    private const float Infinity = float.PositiveInfinity;

    [Theory]
    [InlineData("LeakyRelu", "alpha", float.NaN)]
    [InlineData("LeakyRelu", "alpha", Infinity)]
    [InlineData("Elu", "alpha", float.NaN)]
    [InlineData("HardSigmoid", "beta", float.NegativeInfinity)]
    [InlineData("Selu", "gamma", float.NaN)]
    [InlineData("ThresholdedRelu", "alpha", float.NaN)]
    [InlineData("Celu", "alpha", 0f)]
    [InlineData("LRN", "bias", float.NaN)]
    [InlineData("LRN", "beta", Infinity)]
    public void An_attribute_that_makes_no_numbers_is_refused(string operatorName, string attribute, float value)
    {
        (string, object)[] attributes = operatorName == "LRN" ? [("size", 1), (attribute, value)] : [(attribute, value)];
        Refused(Model().Then(operatorName, attributes), operatorName);
    }

    [Theory]
    [InlineData("Add", float.NaN)]
    [InlineData("Mul", float.NaN)]
    [InlineData("Mul", Infinity)]
    [InlineData("Div", 0f)]
    [InlineData("Div", float.NaN)]
    [InlineData("Mod", 0f)]
    [InlineData("Max", float.NaN)]
    [InlineData("Pow", Infinity)]
    [InlineData("PRelu", float.NaN)]
    [InlineData("PRelu", Infinity)]
    public void A_constant_that_makes_no_numbers_is_refused(string operatorName, float value)
    {
        (string, object)[] attributes = operatorName == "Mod" ? [("fmod", 1)] : [];
        // One number per channel, and one per pixel.
        Refused(Model().Floats("k", [3, 1, 1], 1, value, 1).ThenWith(operatorName, ["k"], attributes), operatorName);
        Refused(Model().Floats("k", [1, 1, 4], 1, 1, value, 1).ThenWith(operatorName, ["k"], attributes), operatorName);
    }

    [Theory]
    [InlineData(float.NaN, 1f)]
    [InlineData(0f, float.NaN)]
    [InlineData(Infinity, Infinity)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity)]
    public void Limits_that_leave_no_number_are_refused(float low, float high)
    {
        Refused(Model().Floats("low", [], low).Floats("high", [], high).ThenWith("Clip", ["low", "high"]), "Clip");
        Refused(Model().Opset(7).Then("Clip", ("min", low), ("max", high)), "Clip");
    }

    [Theory]
    [InlineData(0f, Infinity)]
    [InlineData(float.NegativeInfinity, 6f)]
    [InlineData(float.NegativeInfinity, Infinity)]
    public void Limits_of_infinity_are_none(float low, float high)
    {
        ImportAssert.Imports(Model().Floats("low", [], low).Floats("high", [], high).Then("Neg").ThenWith("Clip", ["low", "high"]));
        ImportAssert.Imports(Model().Opset(7).Then("Neg").Then("Clip", ("min", low), ("max", high)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(Infinity)]
    [InlineData(0f)]
    public void A_scale_that_quantises_to_no_number_is_refused(float scale) => Refused(
        Model().Floats("scale", [], scale).ThenWith("QuantizeLinear", ["scale"]).ThenWith("DequantizeLinear", ["scale"]), "QuantizeLinear");

    // What masks and pads is never computed with.
    [Fact]
    public void Infinities_that_mask_compare_and_pad_are_taken()
    {
        ImportAssert.Imports(Model().Floats("k", [1, 1, 4], 0, float.NegativeInfinity, 0, 0).ThenWith("Max", ["k"]));
        ImportAssert.Imports(Model().Floats("k", [1, 1, 4], 0, float.NegativeInfinity, 0, 0).ThenWith("Add", ["k"]).Then("Softmax", ("axis", 3)));
        ImportAssert.Imports(Model().Floats("zero", [], 0).Floats("low", [], float.NegativeInfinity)
            .ThenWith("Less", ["zero"]).Node("Where", ["Less0_out", "low", "x"]).Then("Softmax", ("axis", 3)));
        ImportAssert.Imports(Model().Integers("pads", 0, 0, 1, 1, 0, 0, 1, 1).Floats("low", [], float.NegativeInfinity)
            .ThenWith("Pad", ["pads", "low"]).Then("MaxPool", ("kernel_shape", new[] { 3, 3 })));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(Infinity)]
    public void What_pads_a_sum_must_be_finite(float value) => Refused(
        Model().Integers("pads", 0, 0, 1, 1, 0, 0, 1, 1).Floats("fill", [], value).ThenWith("Pad", ["pads", "fill"]).Then("AveragePool", ("kernel_shape", new[] { 3, 3 })), "Pad");

    // What folding throws away does no harm: max(NaN, ...) would.
    [Fact]
    public void A_constant_that_nobody_reads_may_be_anything() =>
        ImportAssert.Imports(Model().Floats("k", [1], float.NaN).Node("Neg", ["k"]).Node("Relu", ["x"]));

    [Fact]
    public void Weights_that_leave_no_room_for_sums_are_refused()
    {
        Refused(Model().Floats("w", [1, 3, 1, 1], 1, 3.4e38f, 1).ThenWith("Conv", ["w"]), "Conv");
        Refused(Model().Floats("w", [1, 3, 1, 1], 1, Infinity, 1).ThenWith("Conv", ["w"]), "Conv");
        ImportAssert.Imports(Model().Floats("w", [1, 3, 1, 1], 1, 1e29f, 1e-45f).ThenWith("Conv", ["w"]));
    }

    private static ModelBuilder Model() => new(1, 3, 4, 4);

    private static void Refused(ModelBuilder model, string operatorName)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Throws<CompilationException>(() => ImportAssert.Import(model.ToBytes(), diagnostics));
        var error = Reported.Only(Descriptors.UnsupportedNode, diagnostics.All);
        Assert.Contains($"({operatorName}, ", error.Message, StringComparison.Ordinal);
    }
}
