using Crossbar.Compiler.Data;
using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Solving;
using Crossbar.Onnx.Tests.Networks;
using Crossbar.Onnx.Tests.Operators;
using Google.Protobuf;

namespace Crossbar.Onnx.Tests.Fuzzing;

/// <summary>
/// What damaged or hostile files do to the readers: a coded error or a result, never another exception, much memory or a file outside the
/// model's folder. Case N is the same on every run; CROSSBAR_FUZZ_CASES sets how many there are, CROSSBAR_FUZZ_FIRST where they begin.
/// </summary>
public sealed class FuzzingTests : IDisposable
{
    // One gibibyte for what the network may have, and what computing it takes beside it.
    private const long MaxBytes = 6L << 30;

    private const int MaxFailures = 20;

    private static readonly TensorShape Pixels = new(1, 2, 2);

    private readonly TemporaryFolder _folder = new();
    private readonly string _outside;

    public FuzzingTests()
    {
        _outside = Path.Combine(_folder.Path, "outside.bin");
        _folder.Write("outside.bin", new byte[4096]);
        _folder.Write("inside/weights.bin", new byte[4096]);
        if (!OperatingSystem.IsWindows())
            File.CreateSymbolicLink(Path.Combine(_folder.Path, "inside", "link.bin"), _outside);
    }

    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("CROSSBAR_FUZZ_CASES"), CultureInfo.InvariantCulture, out var n) ? n : 10_000;

    private static int First => int.TryParse(Environment.GetEnvironmentVariable("CROSSBAR_FUZZ_FIRST"), CultureInfo.InvariantCulture, out var n) ? n : 0;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_models_are_imported_or_refused()
    {
        ModelBuilder[] builders = [.. OperatorCases.All.Select(c => c.Build().Opset(c.First)), Architectures.MobileNetV2(), Architectures.ShuffleNet(), Architectures.UNet()];
        var seeds = builders.Select(b => ModelProto.Parser.ParseFrom(b.ToBytes())).ToArray();
        var bytes = seeds.Select(s => s.ToByteArray()).ToArray();
        Run(Cases * 6 / 10, "inside/model.onnx", random =>
        {
            var k = random.Next(seeds.Length);
            return random.Next(3) == 0 ? Mutation.Of(bytes[k], bytes[random.Next(bytes.Length)], random) : ModelMutation.Of(seeds[k], random);
        }, path =>
        {
            var imported = OnnxImporter.Import(path, new DiagnosticBag());
            Assert.DoesNotContain(_outside, imported.ExternalFiles);
            Assert.All(imported.ExternalFiles, file => Assert.StartsWith(Path.Combine(_folder.Path, "inside") + Path.DirectorySeparatorChar, file, StringComparison.Ordinal));
            // Small ones run, too; what they make of an image may be no class.
            if (imported.Design.Layers.Sum(layer => (long)layer.OutputShape.Length) + imported.Design.InputShape.Length < 100_000)
            {
                try
                {
                    new CrossbarNetwork(imported.Design, new CrossbarOptions { MaxThreads = 1 }).Classify(new float[imported.Design.InputShape.Length]);
                }
                catch (ArithmeticException failure) when (failure.Message.StartsWith("Score ", StringComparison.Ordinal))
                {
                }
            }
        });
    }

    [Theory]
    [InlineData("npz")]
    [InlineData("npy")]
    [InlineData("csv")]
    [InlineData("faults")]
    [InlineData("json")]
    [InlineData("labels")]
    public void Damaged_data_are_read_or_refused(string kind)
    {
        var npy = _folder.Path + "/seed.npy";
        NpyFile.Write(npy, [1, 2, 3, 4, 5, 6, 7, 8], 2, 1, 2, 2);
        byte[][] seeds = kind switch
        {
            "npz" => [File.ReadAllBytes(Repository.At("samples", "ResNet20", "ResNet20-impressions.npz"))[^4096..], Archive(File.ReadAllBytes(npy))],
            "npy" => [File.ReadAllBytes(npy)],
            "csv" => ["1e-5,2e-5,0.1\n3e-5,4E-5,0\n"u8.ToArray(), "\"1\";2\r\n3;4\r\n"u8.ToArray()],
            "faults" => ["0,1,2,on\n0,0,0,off\n# comment\n"u8.ToArray()],
            "json" => ["""{ "WireResistance": 2, "DacBits": 6, "MaxRows": "64", "MinConductance": 1e-6 }"""u8.ToArray()],
            _ => ["airplane\nautomobile\nbird\n"u8.ToArray(), "é\r\n漢\r\nb\r\n"u8.ToArray()],
        };
        Run(Cases * 4 / 10 / 6, "data." + kind, random => Mutation.Of(seeds[random.Next(seeds.Length)], seeds[0], random), path =>
        {
            switch (kind)
            {
                case "npz" or "npy":
                    ImageSet.Load(path, Pixels);
                    break;
                case "csv":
                    CsvMatrix.Read(path, "conductances", new DiagnosticBag(), _ => null);
                    break;
                case "faults":
                    FaultMap.Read(path);
                    break;
                case "json":
                    HardwareFile.Read(path, new CompilerOptions(), new DiagnosticBag(), [], []);
                    DeviceCatalog.Devices.Read(path, new DiagnosticBag());
                    break;
                default:
                    LabelFile.Read(path, 3);
                    break;
            }
        });
    }

    private static byte[] Archive(byte[] array)
    {
        using var stream = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("x.npy").Open();
            entry.Write(array);
        }

        return stream.ToArray();
    }

    private void Run(int cases, string name, Func<Random, byte[]> make, Action<string> read)
    {
        var failures = new List<string>();
        for (var k = First; k < First + cases && failures.Count < MaxFailures; k++)
        {
            var content = make(new Random(k));
            var path = _folder.Write(name, content);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(path);
            }
            catch (CompilationException failure)
            {
                Assert.All(failure.Diagnostics, d => Assert.NotEqual(Descriptors.InternalError, d.Descriptor));
            }
            catch (Exception failure)
            {
                // The file that did it can be looked at.
                var kept = Path.Combine(Repository.At("artifacts"), $"fuzz-{k}-{Path.GetFileName(name)}");
                File.WriteAllBytes(kept, content);
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"case {k}, kept as {kept}: {failure}"));
            }

            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            if (taken > MaxBytes)
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"case {k} allocated {taken} bytes"));
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }
}
