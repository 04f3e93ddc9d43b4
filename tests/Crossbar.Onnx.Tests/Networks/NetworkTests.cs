using Crossbar.Compiler.Options;

namespace Crossbar.Onnx.Tests.Networks;

public sealed class NetworkTests
{
    public static TheoryData<string> Names => [.. Architectures.All.Keys];

    /// <summary>With CROSSBAR_NETWORKS_FOLDER the models are written there, to be compiled by hand.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_computes_what_ONNX_Runtime_does(string name)
    {
        var model = Architectures.All[name]();
        if (Environment.GetEnvironmentVariable("CROSSBAR_NETWORKS_FOLDER") is { Length: > 0 } folder)
            File.WriteAllBytes(Path.Combine(folder, name + ".onnx"), model.ToBytes());
        var imported = ImportAssert.Imports(model);
        using var models = new TemporaryFolder();
        using var session = new OnnxRuntimeSession(models.Write("model.onnx", model.ToBytes()));
        var images = Enumerable.Range(1, 2).Select(seed => ImportAssert.Image(imported.Design.InputShape.Length, seed));
        var (difference, largest) = ImportAssert.Compare(imported.Design, session, images);
        Assert.InRange(largest, 1e-3f, 1e3f);
        Assert.True(difference <= 1e-3f * largest, $"The scores differ from ONNX Runtime's by {difference}; the largest is {largest}.");
    }

    [Fact]
    public void Batch_norms_behind_convolutions_leave_no_layer_of_their_own()
    {
        foreach (var name in new[] { "MobileNetV2", "MobileNetV3", "ShuffleNet", "ResNet18" })
        {
            var layers = ImportAssert.Imports(Architectures.All[name]()).Design.Layers;
            Assert.DoesNotContain(layers, layer => layer is ScaleShift);
        }
    }

    [Fact]
    public void Shape_arithmetic_leaves_no_layer()
    {
        var layers = ImportAssert.Imports(Architectures.ShuffleNet()).Design.Layers;
        Assert.DoesNotContain(layers, layer => layer is Constant or Concat { Turns: > 1 });
        // Five shuffles and splits and no more.
        Assert.Equal(7, layers.Count(layer => layer is Rearrangement));
    }

    [Theory]
    [InlineData("MobileNetV3")]
    [InlineData("ShuffleNet")]
    [InlineData("UNet")]
    public void A_network_with_ideal_converters_on_crossbars_is_the_digital_one(string name)
    {
        var software = ImportAssert.Imports(Architectures.All[name]()).Design;
        var image = ImportAssert.Image(software.InputShape.Length, 1);
        var options = new CompilerOptions { Converters = new() { DacBits = 0, AdcBits = 0 } };
        var compiled = NetworkCompiler.Compile(software, [image], options);
        Assert.DoesNotContain(compiled.Design.Layers, layer => layer is Convolution);
        Assert.Contains(compiled.Layers, layer => layer.Unrolled.IsPacked == (layer.Unrolled.Source.Groups > 1));
        var (expected, actual) = (new float[software.OutputShape.Length], new float[software.OutputShape.Length]);
        new CrossbarNetwork(software).Predict(image, expected);
        new CrossbarNetwork(compiled.Design).Predict(image, actual);
        var largest = expected.Max(MathF.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.01f * largest));
    }
}
