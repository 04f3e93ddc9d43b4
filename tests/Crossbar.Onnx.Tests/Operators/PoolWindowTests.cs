namespace Crossbar.Onnx.Tests.Operators;

/// <summary>Poolings whose taps lie so far apart that they may miss the image.</summary>
public sealed class PoolWindowTests
{
    private static ModelBuilder Pool(string kind, int height, int width, params (string, object)[] more) => new ModelBuilder(0, 1, height, width).Opset(19)
        .Then(kind, [("kernel_shape", new[] { 2, 2 }), ("dilations", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), .. more]);

    [Theory]
    [InlineData("MaxPool", 1, 1)]
    [InlineData("MaxPool", 1, 4)]
    [InlineData("MaxPool", 4, 1)]
    [InlineData("AveragePool", 1, 1)]
    [InlineData("AveragePool", 4, 1)]
    public void A_window_that_misses_the_image_on_both_sides_is_refused(string kind, int height, int width) =>
        Assert.Contains("misses the image of 1 pixels", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Pool(kind, height, width)), StringComparison.Ordinal);

    [Fact]
    public void One_spatial_dimension_is_looked_at_too()
    {
        // Taps at -1 and 3 of 2 pixels.
        var model = new ModelBuilder(0, 1, 2).Then("MaxPool", ("kernel_shape", new[] { 2 }), ("dilations", new[] { 4 }), ("pads", new[] { 1, 2 }));
        Assert.Contains("At position 0", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    public void A_window_with_one_tap_in_the_image_is_computed(string kind) => ImportAssert.AgreesWithOnnxRuntime(Pool(kind, 2, 2));

    [Fact]
    public void Padding_that_counts_is_something_to_average()
    {
        var imported = ImportAssert.Imports(Pool("AveragePool", 1, 1, ("count_include_pad", 1)));
        var scores = new float[] { 1 };
        new CrossbarNetwork(imported.Design).Predict([0.5f], scores);
        Assert.Equal(0, scores[0]);
    }
}
