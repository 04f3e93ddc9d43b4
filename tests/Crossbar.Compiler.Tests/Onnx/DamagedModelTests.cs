using Crossbar.Compiler.Onnx.Importing;

namespace Crossbar.Compiler.Tests.Onnx;

public sealed class DamagedModelTests
{
    [Fact]
    public void A_model_cut_short_anywhere_is_refused()
    {
        var whole = File.ReadAllBytes(Repository.At("samples", "Mnist", "Mnist.onnx"));
        using var folder = new TemporaryFolder();
        // Every length near the ends, where messages begin and end, and a spread of lengths between.
        var lengths = Enumerable.Range(0, 600).Concat(Enumerable.Range(whole.Length - 200, 200)).Concat(Enumerable.Range(1, 40).Select(i => i * (whole.Length / 41)));
        foreach (var length in lengths)
        {
            var path = folder.Write("cut.onnx", whole[..length]);
            var thrown = Assert.Throws<CompilationException>(() => OnnxImporter.Import(path, new DiagnosticBag()));
            Reported.Only(Descriptors.InvalidModel, thrown.Diagnostics);
        }

        Assert.Equal(10, OnnxImporter.Import(folder.Write("cut.onnx", whole), new DiagnosticBag()).Design.OutputShape.Length);
    }

    [Fact]
    public void A_small_model_cut_short_anywhere_is_refused()
    {
        var whole = Model();
        for (var length = 0; length < whole.Length; length++)
            ImportAssert.Refused(whole[..length]);
    }

    [Fact]
    public void A_model_with_changed_bytes_is_imported_or_refused_but_never_crashes()
    {
        var whole = Model();
        var random = new Random(5);
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 3000; round++)
        {
            var bytes = whole.ToArray();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var path = folder.Write("changed.onnx", bytes);
            try
            {
                var design = OnnxImporter.Import(path, new DiagnosticBag()).Design;
                Assert.All(design.Layers, (layer, index) => Assert.All(layer.Inputs, input => Assert.InRange(input, 0, index)));
            }
            catch (CompilationException e)
            {
                Assert.NotEmpty(e.Diagnostics);
            }
        }
    }

    /// <summary>A little of everything.</summary>
    private static byte[] Model() => new ModelBuilder(0, 2, 6, 6)
        .Floats("W", [3, 2, 3, 3]).Floats("p", [3], 1, 2, 3).Floats("D", [12, 4]).Integers("shape", 0, -1)
        .ThenWith("Conv", ["W"], ("strides", new[] { 1, 1 }), ("pads", new[] { 1, 1, 1, 1 })).ThenWith("BatchNormalization", ["p", "p", "p", "p"]).Then("Relu")
        .Then("MaxPool", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 })).Then("AveragePool", ("kernel_shape", new[] { 2, 2 }), ("ceil_mode", 1))
        .ThenWith("Reshape", ["shape"]).Then("Dropout").ThenWith("Gemm", ["D"], ("alpha", 0.5f)).Then("Softmax").ToBytes();
}
