using Crossbar.Compiler.Onnx.Proto;
using Google.Protobuf;

namespace Crossbar.Compiler.Onnx;

/// <summary>An .onnx file as protobuf messages, checked to be a whole model of a supported version.</summary>
/// <param name="Model">The messages.</param>
/// <param name="Opset">Version of the standard operator set that the model uses.</param>
internal sealed record OnnxFile(ModelProto Model, int Opset)
{
    /// <summary>The oldest operator set whose meaning the importer knows.</summary>
    public const int MinOpset = 7;

    /// <summary>The newest operator set whose meaning the importer knows.</summary>
    public const int MaxOpset = 25;

    /// <summary>The oldest IR version that operator set 7 can come in.</summary>
    private const int MinIrVersion = 3;

    /// <summary>The newest IR version known to add nothing that changes what the importer reads.</summary>
    private const int MaxIrVersion = 13;

    /// <summary>How many bytes tell a text from a model.</summary>
    private const int ProbeLength = 512;

    /// <summary>How many bytes of a text a message quotes.</summary>
    private const int QuotedLength = 24;

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CompilationException">It does not exist, cannot be read, or is no whole ONNX model.</exception>
    public static OnnxFile Read(string path)
    {
        var bytes = ReadBytes(path);
        if (DescribeForeign(bytes) is { } foreign)
            throw Invalid(path, foreign);
        try
        {
            var model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            CheckWhole(model, path);
            return new OnnxFile(model, ReadOpset(model, path));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Invalid(path, $"it is damaged or cut short after {bytes.Length} bytes ({e.Message.TrimEnd('.')}).");
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                var hint = Directory.Exists(path) ? " There is a folder of that name." : Spelling.NearestFile(Path.GetFullPath(path));
                throw new CompilationException(Descriptors.FileNotFound, path, "The model", path, hint);
            }

            if (file.Length == 0)
                throw Invalid(path, "the file is empty.");
            if (file.Length > Array.MaxLength)
                throw Invalid(path, "the file is larger than the 2 GiB that the format allows; keep the weights in an external data file.");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Invalid(path, $"it cannot be read ({e.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>What a file is that is plainly something else; null where it may be a model.</summary>
    private static string? DescribeForeign(byte[] bytes)
    {
        var start = bytes.AsSpan(0, Math.Min(bytes.Length, ProbeLength));
        if (start.StartsWith("PK\u0003\u0004"u8))
            return "it is a zip archive (a PyTorch checkpoint?); torch.onnx.export writes .onnx files.";
        if (start.StartsWith("version https://git-lfs"u8))
            return "it is a Git LFS pointer, not the model; 'git lfs pull' fetches the model.";
        if (start.StartsWith(new byte[] { 0x89, (byte)'H', (byte)'D', (byte)'F' }))
            return "it is an HDF5 file (a Keras model?); tf2onnx converts such models.";
        // A model begins with the tag of ir_version, 8, which no text contains.
        foreach (var b in start)
        {
            if (b < ' ' && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                return null;
        }

        var beginning = Encoding.UTF8.GetString(start[..Math.Min(start.Length, QuotedLength)]).ReplaceLineEndings(" ").Trim();
        return $"it is a text file that begins with '{beginning}'.";
    }

    private static void CheckWhole(ModelProto model, string path)
    {
        if (model.Graph is null)
            throw Invalid(path, "it holds no graph.");
        if (model.IrVersion is < MinIrVersion or > MaxIrVersion)
            throw new CompilationException(Descriptors.UnsupportedIrVersion, path, model.IrVersion, MinIrVersion, MaxIrVersion);
        if (model.Graph.Node.Count == 0)
            throw Invalid(path, "its graph has no nodes.");
        if (model.Graph.Output.Count == 0)
            throw Invalid(path, "its graph has no outputs.");
    }

    private static int ReadOpset(ModelProto model, string path)
    {
        var standard = model.OpsetImport.Where(o => o.Domain is "" or "ai.onnx").ToList();
        if (standard.Count == 0)
            throw Invalid(path, "it does not say which operator set it uses (opset_import is missing), as when the file is cut short.");
        var version = standard.Max(o => o.Version);
        if (version < MinOpset)
            throw Unsupported("Export the model again, with opset_version=13 for instance, or run onnx.version_converter.");
        if (version > MaxOpset)
            throw Unsupported($"Export the model with opset_version={MaxOpset}, or run onnx.version_converter.");
        return (int)version;

        CompilationException Unsupported(string remedy) =>
            new(Descriptors.UnsupportedOpset, path, version, MinOpset, MaxOpset, remedy);
    }

    private static CompilationException Invalid(string path, string what) => new(Descriptors.InvalidModel, path, what);
}
