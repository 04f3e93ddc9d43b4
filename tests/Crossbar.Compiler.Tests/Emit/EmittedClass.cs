using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Compiler.Tests.Onnx;

namespace Crossbar.Compiler.Tests.Emit;

/// <summary>A folder into which classes are compiled, and what compares them with the network in memory.</summary>
public abstract class EmittedClass : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static ModelBuilder Model(string? convolutionName = null)
    {
        var model = new ModelBuilder(0, 4, 6, 6)
            .Floats("w", [6, 2, 3, 3]).Floats("b", [6]).ThenWith("Conv", ["w", "b"], ("group", 2), ("pads", new[] { 1, 0, 1, 2 }), ("strides", new[] { 2, 1 }));
        model.LastNode.Name = convolutionName ?? "conv";
        return model.Then("Relu").Then("MaxPool", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 1, 2 }))
            .Then("Flatten").Floats("f", [36, 3]).Floats("g", [3]).ThenWith("Gemm", ["f", "g"]).Then("Softmax");
    }

    private protected CompilationRequest Request(ModelBuilder model, params (string, string)[] metadata) =>
        new(Folder.Write("model.onnx", model.ToBytes()), [.. metadata], null, null);

    private protected string At(string name) => Path.Combine(Folder.Path, name);

    private protected GeneratedAssembly Load(string className)
    {
        var resource = At($"{className}.tables.bin");
        var source = File.ReadAllText(At($"{className}.tables.g.cs"));
        return File.Exists(resource) ? GeneratedAssembly.Compile(source, $"{className}.tables.bin", resource) : GeneratedAssembly.Compile(source);
    }

    private protected static NetworkDesign InMemory(CompilationRequest request)
    {
        var model = ModelLoader.Load(request, new DiagnosticBag());
        return NetworkCompiler.Compile(model.Design, CalibrationImages.For(model, null, new DiagnosticBag()), model.Options).Design;
    }

    private protected static void AssertSameNetwork(NetworkDesign expected, NetworkDesign actual)
    {
        AssertSameDesign(expected, actual);
        var (a, b) = (new CrossbarNetwork(expected), new CrossbarNetwork(actual));
        var (x, y) = (new float[a.ClassCount], new float[a.ClassCount]);
        for (var seed = 0; seed < 5; seed++)
        {
            var image = Weights.Normal(expected.InputShape.Length, seed, 1);
            a.Predict(image, x);
            b.Predict(image, y);
            Assert.Equal(x, y);
        }
    }

    private protected static void AssertSameDesign(NetworkDesign expected, NetworkDesign actual)
    {
        Assert.Equal((expected.InputShape, expected.OutputShape, expected.Hardware), (actual.InputShape, actual.OutputShape, actual.Hardware));
        Assert.Equal(expected.Labels.ToArray(), actual.Labels.ToArray());
        Assert.Equal(expected.Normalization.Scale, actual.Normalization.Scale);
        Assert.Equal(expected.Normalization.Mean.ToArray(), actual.Normalization.Mean.ToArray());
        Assert.Equal(expected.Normalization.Std.ToArray(), actual.Normalization.Std.ToArray());
        Assert.Equal(expected.Layers.Length, actual.Layers.Length);
        foreach (var (x, y) in expected.Layers.Zip(actual.Layers))
        {
            Assert.Equal(x.GetType(), y.GetType());
            Assert.Equal((x.Name, x.OutputShape), (y.Name, y.OutputShape));
            Assert.Equal(x.Inputs.ToArray(), y.Inputs.ToArray());
            foreach (var property in x.GetType().GetProperties().Where(p => p.Name != "Tiles"))
                AssertSame(property.GetValue(x), property.GetValue(y));
        }
    }

    private protected static void AssertSame(object? x, object? y)
    {
        // By their bits: -0 is not 0.
        if (x is float a && y is float b)
            Assert.Equal(BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b));
        else if (x is System.Collections.IEnumerable xs && y is System.Collections.IEnumerable ys)
        {
            var (left, right) = (xs.Cast<object?>().ToList(), ys.Cast<object?>().ToList());
            Assert.Equal(left.Count, right.Count);
            for (var k = 0; k < left.Count; k++)
                AssertSame(left[k], right[k]);
        }
        else
            Assert.Equal(x, y);
    }
}
