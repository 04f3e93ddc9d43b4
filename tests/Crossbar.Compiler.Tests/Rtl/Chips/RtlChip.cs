using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Rtl;
using Crossbar.Compiler.Tests.Onnx;
using Crossbar.Compiler.Tests.Rtl.Simulation;

namespace Crossbar.Compiler.Tests.Rtl.Chips;

/// <summary>A small network compiled and written as hardware into a folder of its own.</summary>
internal sealed class RtlChip : IDisposable
{
    public const int Images = 2;

    public RtlChip(ModelBuilder model, params (string, string)[] metadata)
    {
        Folder.Write("net.onnx", model.ToBytes());
        var loaded = ModelLoader.Load(new CompilationRequest(Folder["net.onnx"], [("ClassName", "Small"), .. metadata.Any(pair => pair.Item1 == "RtlVectors") ? ((string, string)[])[] : [("RtlVectors", "2")], .. metadata], null, null), new DiagnosticBag());
        Options = loaded.Options;
        Network = ModelCompiler.Compile(loaded, null, new DiagnosticBag());
        Written = RtlWriter.Write(Folder.Path, loaded, Network, CalibrationImages.For(loaded, null, new DiagnosticBag()));
    }

    public TemporaryFolder Folder { get; } = new();

    public CompilerOptions Options { get; }

    public CompiledNetwork Network { get; }

    public WrittenRtl Written { get; }

    public string Bench => Written.Chip.Top + "_tb";

    public string Text(string file) => File.ReadAllText(Path.Combine(Folder.Path, file));

    public string[] Sources(bool withBench) =>
        [.. Directory.GetFiles(Folder.Path, "*.sv").Where(file => withBench || !file.EndsWith("_tb.sv", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Compiles it in Icarus Verilog; runs are then quick.</summary>
    public RtlChip InIcarus(params string[] parameters)
    {
        Run(["iverilog", "-g2012", "-Wall", "-s", Bench, .. parameters.Select(p => $"-P{Bench}.{p}"), "-o", "bench.vvp", .. Sources(withBench: true)]);
        return this;
    }

    /// <summary>Simulates it in Icarus and says what the bench printed.</summary>
    public (int Status, string Output) Simulate(params string[] arguments) => RtlTools.Try(Folder, ["vvp", "-n", "bench.vvp", .. arguments]);

    public string Run(string[] command)
    {
        var (status, output) = RtlTools.Try(Folder, command);
        Assert.True(status == 0, output);
        Assert.DoesNotContain("arning", output, StringComparison.Ordinal);
        return output;
    }

    public void Dispose() => Folder.Dispose();
}
