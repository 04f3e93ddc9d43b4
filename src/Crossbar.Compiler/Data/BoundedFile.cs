namespace Crossbar.Compiler.Data;

/// <summary>Files that are read whole, but no more of them than any of their kind has: a pipe or device may have no end.</summary>
public static class BoundedFile
{
    /// <summary>Maximum number of bytes of a file that people write: options, labels, cells.</summary>
    public const int MaxText = 64 << 20;

    private const int Block = 1 << 16;

    /// <summary>Reads all bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is, for messages: <c>a fault map</c>.</param>
    /// <param name="max">Its maximum number of bytes.</param>
    /// <exception cref="CompilationException">It has more (CBX0018).</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadAllBytes(string path, string kind, int max = MaxText)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var bytes = new MemoryStream();
        var block = new byte[Block];
        for (int read; (read = file.Read(block)) > 0;)
        {
            if (read > max - bytes.Length)
                throw new CompilationException(Descriptors.FileTooLarge, path, $"{max >> 20} MiB", kind);
            bytes.Write(block, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads all lines of a text, as <see cref="File.ReadAllLines(string)"/> does.</summary>
    /// <inheritdoc cref="ReadAllBytes"/>
    public static string[] ReadAllLines(string path, string kind, int max = MaxText)
    {
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(path, kind, max)));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return [.. lines];
    }
}
