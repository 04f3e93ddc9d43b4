using Crossbar.Compiler.Onnx.Proto;

namespace Crossbar.Compiler.Onnx.Tensors;

/// <summary>
/// Reads tensors that lie in files beside the model. A model may come from anywhere, so such a file must lie in the model's
/// folder or below it and no part of its path there may be a link.
/// </summary>
/// <param name="modelPath">The model's file.</param>
internal sealed class ExternalData(string modelPath)
{
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Full paths of the files read so far.</summary>
    public IReadOnlyCollection<string> Files => _files;

    /// <summary>Reads the bytes of one tensor.</summary>
    /// <param name="tensor">A tensor whose data_location is EXTERNAL.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="length">The number of bytes that its shape and type need.</param>
    /// <exception cref="CompilationException">The location is not allowed, or the file is missing or too short.</exception>
    public byte[] Read(TensorProto tensor, string name, long length)
    {
        var location = Entry(tensor, "location");
        if (string.IsNullOrEmpty(location))
            throw Refuse(name, "has no location", "Export the model again.");
        var offset = Number(tensor, "offset", name) ?? 0;
        if (Number(tensor, "length", name) is { } declared && declared != length)
            throw Refuse(
                name, $"is declared as {declared} bytes, but the tensor's shape and type need {length}", "Export the model again.");

        try
        {
            var path = Resolve(location, name);
            var file = new FileInfo(path);
            if (!file.Exists)
                throw Refuse(name, $"'{location}' does not exist", "Copy it into the model's folder.");
            if (offset > file.Length || length > file.Length - offset)
                throw Refuse(name, $"'{location}' has {file.Length} bytes, too few for {length} at offset {offset}", "Copy it again.");
            var bytes = new byte[length];
            using var stream = file.OpenRead();
            stream.Position = offset;
            stream.ReadExactly(bytes);
            _files.Add(path);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse(name, $"'{location}' cannot be read ({e.Message})", "Check the file and its permissions.");
        }
    }

    private string Resolve(string location, string name)
    {
        // Both separators count on every system, so that a model is refused everywhere or nowhere.
        var parts = location.Split('/', '\\');
        if (Path.IsPathRooted(location) || location.AsSpan().ContainsAny(':', '\0') || parts.Contains("..") || parts[0].Length == 0)
            throw Refuse(name, $"'{location}' lies outside the model's folder", "Only relative paths below that folder are read.");

        var path = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        foreach (var part in parts.Where(p => p is not ("" or ".")))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                throw Refuse(name, $"'{location}' is or lies behind a symbolic link", "Put the file itself into the model's folder.");
        }

        return path;
    }

    private long? Number(TensorProto tensor, string key, string name)
    {
        var text = Entry(tensor, key);
        if (text is null)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Refuse(name, $"has the {key} '{text}', which is no number of bytes", "Export the model again.");
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(e => e.Key == key)?.Value;

    private CompilationException Refuse(string name, string what, string remedy) =>
        new(Descriptors.ExternalData, modelPath, name, what, remedy);
}
