using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Pipeline;

namespace Crossbar.Benchmarks.Inference;

/// <summary>A network that is timed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">The bytes of its .onnx file.</param>
/// <param name="Options">Options of the compiler.</param>
internal sealed record Contestant(string Name, Func<byte[]> Model, (string Name, string Value)[] Options)
{
    /// <summary>All networks: the samples, and those with depthwise and grouped convolutions.</summary>
    public static IReadOnlyList<Contestant> All { get; } =
    [
        OfSample("Mnist", "0", "1"),
        OfSample("ResNet20", "0.4914,0.4822,0.4465", "0.2470,0.2435,0.2616"),
        new("MobileNetV1", GroupedNetworks.MobileNetV1().ToBytes, []),
        new("MobileNetV2", GroupedNetworks.MobileNetV2().ToBytes, []),
        new("ShuffleNet", GroupedNetworks.ShuffleNet().ToBytes, []),
        new("ResNeXt", GroupedNetworks.ResNeXt().ToBytes, []),
    ];

    /// <summary>Compiles it.</summary>
    public CompiledNetwork Compile()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, Name + ".onnx");
        try
        {
            File.WriteAllBytes(path, Model());
            var loaded = ModelLoader.Load(new CompilationRequest(path, [.. Options], null, null), new DiagnosticBag());
            return NetworkCompiler.Compile(loaded.Design, CalibrationImages.For(loaded, null, new DiagnosticBag()), loaded.Options);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private static Contestant OfSample(string name, string mean, string deviation) => new(
        name, () => File.ReadAllBytes(Path.Combine(Sample.Checkout, "samples", name, name + ".onnx")), [("InputMean", mean), ("InputStd", deviation)]);
}
