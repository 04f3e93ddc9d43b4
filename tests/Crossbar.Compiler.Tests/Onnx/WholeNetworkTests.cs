using Crossbar.Compiler.Data;
using Crossbar.Compiler.Onnx.Importing;

namespace Crossbar.Compiler.Tests.Onnx;

public sealed class WholeNetworkTests
{
    private const float Tolerance = 1e-4f;

    private static string Sample(string name) => Repository.At("samples", name, $"{name}.onnx");

    private static ImportedModel Import(string name)
    {
        var diagnostics = new DiagnosticBag();
        var imported = OnnxImporter.Import(Sample(name), diagnostics);
        Assert.Empty(diagnostics.All);
        return imported;
    }

    [Fact]
    public void The_MNIST_network_is_imported_as_it_was_trained()
    {
        var imported = Import("Mnist");
        Assert.Equal(
            ("input", "logits", "pytorch 1.13.0", 13), (imported.InputName, imported.OutputName, imported.Producer, imported.Opset));
        Assert.Equal(
            ["Conv", "Relu", "MaxPool", "Conv", "Relu", "MaxPool", "Conv", "Relu", "Conv", "Flatten"], imported.Operators.ToArray());
        Assert.Equal((new TensorShape(1, 28, 28), new TensorShape(10)), (imported.Design.InputShape, imported.Design.OutputShape));
    }

    [Fact]
    public void The_ResNet_has_its_22_layers_of_weights()
    {
        var design = Import("ResNet20").Design;
        Assert.Equal((new TensorShape(3, 32, 32), new TensorShape(10)), (design.InputShape, design.OutputShape));
        Assert.Equal(22, design.Layers.OfType<Convolution>().Count());
        Assert.Equal(9, design.Layers.OfType<Add>().Count());
        Assert.All(design.Layers, (layer, index) => Assert.All(layer.Inputs, input => Assert.InRange(input, 0, index)));
        Assert.Equal(design.Layers.Length, design.Layers.Select(l => l.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("Mnist")]
    [InlineData("ResNet20")]
    public void Logits_equal_those_of_ONNX_Runtime_on_noise(string name)
    {
        var design = Import(name).Design;
        using var session = new OnnxRuntimeSession(Sample(name));
        var (difference, _) = ImportAssert.Compare(
            design, session, Enumerable.Range(0, 10).Select(seed => ImportAssert.Image(design.InputShape.Length, seed)));
        Assert.InRange(difference, 0, Tolerance);
    }

    [Fact]
    public void Logits_equal_those_of_ONNX_Runtime_on_the_shipped_impressions()
    {
        // The normalisation that the network was trained with (samples/ResNet20).
        var normalization = new InputNormalization(1 / 255f, [0.4914f, 0.4822f, 0.4465f], [0.2470f, 0.2435f, 0.2616f]);
        var design = Import("ResNet20").Design;
        var images = ImageSet.Load(Repository.At("samples", "ResNet20", "ResNet20-impressions.npz"), design.InputShape, normalization);
        Assert.Equal(100, images.Count);
        using var session = new OnnxRuntimeSession(Sample("ResNet20"));
        var (difference, _) = ImportAssert.Compare(design, session, Enumerable.Range(0, images.Count).Select(Image));
        Assert.InRange(difference, 0, Tolerance);

        float[] Image(int index)
        {
            var image = new float[design.InputShape.Length];
            images.CopyImage(index, image);
            return image;
        }
    }
}
