using System.Security.Cryptography;
using Crossbar.Build;
using Crossbar.Compiler.Export;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Tests.Onnx;
using Google.Protobuf;

namespace Crossbar.Compiler.Tests.Golden;

/// <summary>
/// Tables, decks, exported models and reports of many compiles, byte for byte what they were: hashes in a file for each kind of arithmetic,
/// because sums are rounded in the order that vectors have. A change that is meant to change outputs writes the file anew with
/// CROSSBAR_ACCEPT_SNAPSHOTS=1; one that is not has a fault.
/// </summary>
public sealed class GoldenOutputTests
{
    [GoldenFact]
    public void Every_mapping_conversion_and_cell_gives_the_outputs_that_it_gave()
    {
        var combinations =
            from mapping in Enum.GetNames<MappingScheme>()
            from conversion in Enum.GetNames<ConversionMethod>()
            from cell in new[] { NetlistCell.Resistor, NetlistCell.Nonlinear, NetlistCell.Memristor }
            select (mapping, conversion, cell);
        Compare("combinations", combinations.Select(c => (
            $"{c.mapping} {c.conversion} {c.cell}",
            (Func<string, CompilationRequest>)(folder => Small(
                folder, ("Mapping", c.mapping), ("MaxRows", c.mapping == nameof(MappingScheme.Toeplitz) ? "0" : "24"), ("MaxColumns", c.mapping == nameof(MappingScheme.Toeplitz) ? "0" : "8"), ("Conversion", c.conversion), ("NetlistCell", c.cell.ToString()), ("Nonlinearity", c.cell == NetlistCell.Nonlinear ? "2" : "0"))))));
    }

    [GoldenFact]
    public void Options_that_reach_far_give_the_outputs_that_they_gave() => Compare("options", new (string, (string, string)[])[]
    {
        ("digital offset, one scale, range and fit an array", [("OffsetSubtraction", "Digital"), ("Scale", "Array"), ("AdcRangeScope", "Array"), ("FitScope", "Array"), ("DacRangeScope", "Array")]),
        ("levels, errors, stuck cells, spare columns", [("ConductanceLevels", "32"), ("ProgrammingSigma", "4e-7"), ("StuckOnRate", "0.01"), ("StuckOffRate", "0.02"), ("SpareColumns", "2"), ("Seed", "7")]),
        ("transistors", [("AccessResistance", "1000"), ("NetlistAccess", "Mosfet")]),
        ("both ends, wires apart", [("RowWireResistance", "3"), ("ColumnWireResistance", "5"), ("DriveEnds", "Both"), ("SenseEnds", "Both")]),
        ("analog periphery", [("Peripherals", "Analog")]),
        ("HSPICE, baked", [("Netlist", "Hspice"), ("BakeTransfer", "true"), ("Tables", "Resource")]),
        ("LTspice", [("Netlist", "LTspice"), ("NetlistVectors", "3")]),
        ("Xyce, natural order", [("Netlist", "Xyce"), ("LineOrder", "Natural"), ("MinConductance", "0")]),
        ("coarse converters", [("DacBits", "4"), ("AdcBits", "5"), ("DacRange", "MinMax"), ("AdcRange", "Percentile")]),
        ("ideal converters", [("DacBits", "0"), ("AdcBits", "0")]),
    }.Select(pair => (pair.Item1, (Func<string, CompilationRequest>)(folder => Small(folder, pair.Item2)))));

    [GoldenFact]
    public void The_samples_give_the_outputs_that_they_gave() => Compare("samples",
    [
        ("Mnist", folder => Sample("Mnist", ("CalibrationData", "Digits.npz"), ("InputMean", "0"), ("InputStd", "1"))),
        ("ResNet20", folder => Sample("ResNet20", ("CalibrationData", "ResNet20-impressions.npz"), ("Labels", "ResNet20-labels.txt"))),
    ]);

    private static void Compare(string name, IEnumerable<(string Name, Func<string, CompilationRequest> Request)> cases)
    {
        var lines = new StringBuilder();
        foreach (var (title, request) in cases)
        {
            using var folder = new TemporaryFolder();
            foreach (var (kind, hash) in Outputs(request(folder.Path), Path.Combine(folder.Path, "out")))
                lines.Append(CultureInfo.InvariantCulture, $"{title}: {kind} {hash}\n");
        }

        var file = GoldenFactAttribute.FileOf(name);
        if (GoldenFactAttribute.IsAccepting)
            File.WriteAllText(file, lines.ToString());
        Assert.Equal(File.ReadAllLines(file), lines.ToString().Split('\n')[..^1]);
    }

    // One hash per kind of output; what a compile refuses is its codes.
    private static IEnumerable<(string Kind, string Hash)> Outputs(CompilationRequest request, string folder)
    {
        var diagnostics = new DiagnosticBag();
        try
        {
            ModelCompiler.Compile(request, folder, diagnostics);
        }
        catch (CompilationException refusal)
        {
            return [("refused", string.Join(' ', refusal.Diagnostics.Select(d => d.Descriptor.Code)))];
        }

        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        // The index holds hashes of files with the version in them.
        return
        [
            ("tables", Hash(files.Where(file => Path.GetFileName(file).Contains(".tables.", StringComparison.Ordinal)))),
            ("decks", Hash(files.Where(file => file.Contains("netlists", StringComparison.Ordinal) && Path.GetFileName(file) != NetlistIndex.File))),
            ("report", Hash(files.Where(file => file.EndsWith(".report.json", StringComparison.Ordinal)))),
            ("export", Export(request)),
            ("said", string.Join(' ', diagnostics.All.Select(d => d.Descriptor.Code)) is { Length: > 0 } codes ? codes : "nothing"),
        ];
    }

    private static string Export(CompilationRequest request)
    {
        var model = ModelLoader.Load(request, new DiagnosticBag());
        if (model.Options.Hardware.Nonlinearity > 0)
            return "none";
        var exported = ModelProto.Parser.ParseFrom(ModelExporter.Export(model, ModelCompiler.Compile(model, null, new DiagnosticBag())));
        exported.ProducerVersion = "";
        return Digest(SHA256.HashData(exported.ToByteArray()));
    }

    private static string Hash(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            var bytes = File.ReadAllBytes(file);
            // The version stands in headers.
            hash.AppendData(file.EndsWith(".bin", StringComparison.Ordinal) ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(ProductVersion.Text, "", StringComparison.Ordinal)));
        }

        return Digest(hash.GetHashAndReset());
    }

    private static string Digest(byte[] hash) => Convert.ToHexStringLower(hash)[..16];

    private static CompilationRequest Sample(string name, params (string, string)[] metadata) =>
        new(Repository.At("samples", name, $"{name}.onnx"), [.. metadata], Repository.At("samples", name), null);

    // Groups, padding, strides, negative inputs, a branch and a dense end; arrays small enough that layers need several.
    private static CompilationRequest Small(string folder, params (string, string)[] metadata)
    {
        var model = new ModelBuilder(0, 4, 6, 6)
            .Floats("w", [6, 2, 3, 3]).Floats("b", [6]).ThenWith("Conv", ["w", "b"], ("group", 2), ("pads", new[] { 1, 0, 1, 2 }), ("strides", new[] { 2, 1 }));
        model = model.Then("Relu").Then("MaxPool", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 1, 2 }))
            .Then("Flatten").Floats("f", [36, 5]).Floats("g", [5]).ThenWith("Gemm", ["f", "g"]);
        var path = Path.Combine(folder, "small.onnx");
        File.WriteAllBytes(path, model.ToBytes());
        return new CompilationRequest(path, [("MaxRows", "24"), ("MaxColumns", "8"), ("ClassName", "Small"), .. metadata], null, null);
    }
}
