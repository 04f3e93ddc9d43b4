using System.Security.Cryptography;
using Crossbar.Compiler.Bench;
using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Tests.Netlists;

namespace Crossbar.Compiler.Tests.Bench;

/// <summary>A small network that is programmed into a folder and compiled with what stands there.</summary>
internal sealed class BenchChip : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NetworkDesign _software;
    private readonly float[][] _images;

    public BenchChip(NetworkDesign software, CompilerOptions options)
    {
        (_software, Options) = (software, options);
        _images = TestNetworks.Images(software, 6);
        Design = NetworkCompiler.Compile(software, _images, options);
        BenchFolder.Write(Folder, Model(options), Design);
    }

    public CompilerOptions Options { get; }

    /// <summary>As it was to be programmed.</summary>
    public CompiledNetwork Design { get; }

    public string Folder => _folder["chip"];

    public string FileOf(string name) => _folder["chip", name];

    /// <summary>Changes lines of a file, which are counted from 0 without those that begin with #.</summary>
    public void Edit(string name, Func<string, int, string> edit)
    {
        var line = 0;
        File.WriteAllLines(FileOf(name), [.. File.ReadAllLines(FileOf(name)).Select(text => text.StartsWith('#') ? text : edit(text, line++))]);
    }

    /// <summary>Compiled with what the folder says.</summary>
    public CompiledNetwork Measured(UnreadableCells unreadable = UnreadableCells.Error, DiagnosticBag? diagnostics = null) => NetworkCompiler.Compile(
        _software, _images, Options with { Measured = new() { Conductances = Folder, UnreadableCells = unreadable } }, null, diagnostics);

    /// <summary>What a compile of the chip writes: class, tables with transfers where they may be, decks.</summary>
    public string[] OutputsOf(CompiledNetwork network)
    {
        var blob = TableBlob.Pack(network.Layers.Select(layer => layer.Layer), Options.Hardware.Nonlinearity == 0);
        var decks = _folder["decks"];
        NetlistWriter.Write(decks, Model(Options), network, () => _images[0]);
        var files = _folder.Files("decks").Select(file => $"{file} {Hash(File.ReadAllBytes(Path.Combine(decks, file)))}").ToArray();
        Directory.Delete(decks, recursive: true);
        return [ClassEmitter.Emit("Chip", "", "Test.onnx", network, blob, false), Hash(blob.Resource), .. files];
    }

    public float[] Scores(CompiledNetwork network)
    {
        var scores = new float[network.Software.OutputShape.Length];
        new CrossbarNetwork(network.Design).Predict(_images[0], scores);
        return scores;
    }

    public void Dispose() => _folder.Dispose();

    private LoadedModel Model(CompilerOptions options) => TestNetworks.Loaded(_software, options);

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
