using Crossbar.Compiler.Data;

namespace Crossbar.Tool;

/// <summary>
/// <c>@file</c> on the command line: one token per line, nothing quoted, lines that start with # are comments. One of them may name another,
/// but each file counts once: one that includes itself would have no end.
/// </summary>
internal sealed class RequestFile
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Reads the tokens of a file.</summary>
    /// <param name="path">The token behind the @.</param>
    /// <param name="tokens">Receives the tokens.</param>
    /// <param name="error">Receives what went wrong.</param>
    /// <returns>Whether the file could be read.</returns>
    public bool TryRead(string path, out IReadOnlyList<string>? tokens, out string? error)
    {
        (tokens, error) = (null, null);
        try
        {
            if (!_read.Add(Path.GetFullPath(path)))
            {
                error = $"The request '{path}' is named twice, by itself perhaps.";
                return false;
            }

            tokens = [.. BoundedFile.ReadAllLines(path, "a request").Where(line => line.Length > 0 && line[0] != '#')];
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CompilationException or OutOfMemoryException)
        {
            error = $"The request '{path}' cannot be read: {e.Message}";
            return false;
        }
    }
}
