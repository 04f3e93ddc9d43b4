using System.Runtime.InteropServices;
using Crossbar.Compiler.Onnx.Importing;
using Crossbar.Compiler.Onnx.Proto;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Tests.Onnx;

public sealed class ExternalDataTests : IDisposable
{
    private static readonly float[] Weights = [1, 2, 3, 4, 5, 6];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ImportedModel Import(string location, long? offset = null, long? length = null, string? offsetText = null)
    {
        var tensor = new TensorProto { Name = "W", DataType = (int)DataType.Float, Dims = { 2, 3 }, DataLocation = TensorProto.Types.DataLocation.External };
        Add("location", location);
        Add("offset", offsetText ?? offset?.ToString(CultureInfo.InvariantCulture));
        Add("length", length?.ToString(CultureInfo.InvariantCulture));
        var model = new ModelBuilder(0, 2);
        model.Graph.Initializer.Add(tensor);
        return OnnxImporter.Import(_folder.Write("models/model.onnx", model.ThenWith("MatMul", ["W"]).ToBytes()), new DiagnosticBag());

        void Add(string key, string? value)
        {
            if (value is not null)
                tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
        }
    }

    private static void Refused(string expected, Func<ImportedModel> import)
    {
        var diagnostic = Reported.Only(Descriptors.ExternalData, () => import());
        Assert.Contains(expected, diagnostic.Message, StringComparison.Ordinal);
    }

    private string WriteData(string name, int before = 0) =>
        _folder.Write(Path.Combine("models", name), [.. new byte[before], .. MemoryMarshal.AsBytes(Weights.AsSpan())]);

    [Fact]
    public void Data_beside_the_model_are_read_and_named()
    {
        var path = WriteData("weights.bin");
        var imported = Import("weights.bin");
        // [K, N] becomes [N, K].
        Assert.Equal([1, 4, 2, 5, 3, 6], Assert.IsType<Convolution>(imported.Design.Layers.Single()).Weights.ToArray());
        Assert.Equal([path], imported.ExternalFiles.ToArray());
    }

    [Fact]
    public void Offset_and_length_choose_a_part()
    {
        WriteData("sub/weights.bin", before: 16);
        Assert.Equal(
            [1, 4, 2, 5, 3, 6], Assert.IsType<Convolution>(Import("./sub/weights.bin", 16, 24).Design.Layers.Single()).Weights.ToArray());
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("sub/../../weights.bin")]
    [InlineData("..\\weights.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("\\\\server\\share")]
    [InlineData("C:\\weights.bin")]
    [InlineData("weights.bin\0")]
    public void Paths_out_of_the_folder_are_refused(string location)
    {
        _folder.Write("weights.bin", new byte[24]);
        Refused("outside the model's folder", () => Import(location));
    }

    [Fact]
    public void Links_are_refused()
    {
        var outside = _folder.Write("outside/weights.bin", new byte[24]);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "models"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "models", "link.bin"), outside);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "models", "linked"), Path.GetDirectoryName(outside)!);
        Refused("symbolic link", () => Import("link.bin"));
        Refused("symbolic link", () => Import("linked/weights.bin"));
    }

    [Fact]
    public void What_is_missing_or_too_short_is_refused()
    {
        WriteData("weights.bin");
        Refused("does not exist", () => Import("other.bin"));
        Refused("too few for 24 at offset 1", () => Import("weights.bin", 1));
        Refused("too few", () => Import("weights.bin", long.MaxValue));
        Refused("declared as 20 bytes", () => Import("weights.bin", 0, 20));
        Refused("which is no number of bytes", () => Import("weights.bin", offsetText: "-4"));
        Refused("has no location", () => Import(""));
    }
}
