using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Rtl;
using Crossbar.Compiler.Rtl.Verification;

namespace Crossbar.Compiler.Tests.Rtl.Chips;

/// <summary>The chip of one of the samples, written as hardware and simulated as <c>crossbar verify rtl</c> does.</summary>
internal sealed class SampleChip : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SampleChip(string name, int images, params (string, string)[] metadata)
    {
        var path = Repository.At("samples", name, name + ".onnx");
        Model = ModelLoader.Load(new CompilationRequest(path, [("Rtl", "SystemVerilog"), ("RtlVectors", images.ToString(CultureInfo.InvariantCulture)), .. metadata], null, null), new DiagnosticBag());
        Network = ModelCompiler.Compile(Model, null, new DiagnosticBag());
        var calibration = CalibrationImages.For(Model, null, new DiagnosticBag());
        RtlWriter.Write(_folder.Path, Model, Network, [.. Enumerable.Range(0, images).Select(k => Shifted(calibration[k % calibration.Count], k / calibration.Count))]);
    }

    public LoadedModel Model { get; }

    public CompiledNetwork Network { get; }

    public IReadOnlyList<RtlRow> Verify() => RtlVerifier.Verify(_folder.Path, RtlVerifier.DefaultTimeLimit);

    /// <summary>The codes of an array's reads as the bench has them: <c>dac</c> of rows or <c>adc</c> of columns, [reads][elements].</summary>
    public int[][] Codes(int layer, int array, string what, int bits)
    {
        var file = Directory.GetFiles(_folder["vectors"], $"layer{layer}_*_array{array}_{what}.hex").Single();
        Assert.Equal(8, bits);
        return [.. File.ReadLines(file).Skip(1).Select(line => line.Chunk(2).Reverse().Select(digits => Convert.ToInt32(new string(digits), 16)).ToArray())];
    }

    // More images than there are: each moved along by some pixels.
    private static float[] Shifted(float[] image, int pixels) => [.. image[pixels..], .. image[..pixels]];

    public void Dispose() => _folder.Dispose();
}
