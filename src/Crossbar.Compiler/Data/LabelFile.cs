using static System.FormattableString;

namespace Crossbar.Compiler.Data;

/// <summary>A text file with one class name per line, in the order of the network's outputs.</summary>
public static class LabelFile
{
    // The compiler takes 16 MB of string literals from a whole project.
    private const int MaxCharacters = 1 << 22;

    /// <summary>Reads the names; blank lines at the end do not count.</summary>
    /// <param name="path">A UTF-8 file, with or without a byte order mark.</param>
    /// <param name="classCount">How many outputs the network has.</param>
    /// <exception cref="CompilationException">The file is missing or no UTF-8, has a blank line, not as many names, or more text than an assembly can hold.</exception>
    public static ImmutableArray<string> Read(string path, int classCount)
    {
        var lines = ReadText(path).Split('\n').Select(line => line.Trim()).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        var blank = lines.IndexOf("");
        if (blank >= 0)
            throw Invalid(path, $"The labels have a blank line, number {blank + 1}; one class name per line is needed.", blank + 1);
        if (lines.Count != classCount)
            throw Invalid(path, $"There are {lines.Count} labels, but the network has {classCount} outputs: one class name per line is needed.", 0);
        if (lines.Sum(line => (long)line.Length) is > MaxCharacters and var length)
            throw Invalid(path, Invariant($"The labels have {length:N0} characters together; C# code can hold {MaxCharacters:N0} of them. Shorten them."), 0);
        return [.. lines];
    }

    private static string ReadText(string path)
    {
        if (!File.Exists(path))
            throw new CompilationException(Descriptors.FileNotFound, path, "Labels", path, Spelling.NearestFile(path));
        try
        {
            var bytes = BoundedFile.ReadAllBytes(path, "labels").AsSpan();
            if (bytes.StartsWith(Encoding.UTF8.Preamble))
                bytes = bytes[Encoding.UTF8.Preamble.Length..];
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Invalid(path, "The labels are no UTF-8 text; save the file as UTF-8.", 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, $"The labels cannot be read: {e.Message}", 0);
        }
    }

    private static CompilationException Invalid(string path, string message, int line) =>
        new([Diagnostic.Create(Descriptors.InvalidData, path, message) with { Line = line, Column = Math.Min(line, 1) }]);
}
