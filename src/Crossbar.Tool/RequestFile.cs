namespace Crossbar.Tool;

/// <summary><c>@file</c> on the command line: one token a line, nothing quoted, lines that start with # are comments.</summary>
internal static class RequestFile
{
    /// <summary>Reads the tokens of a file.</summary>
    /// <param name="path">The token behind the @.</param>
    /// <param name="tokens">Receives the tokens.</param>
    /// <param name="error">Receives what went wrong.</param>
    /// <returns>Whether the file could be read.</returns>
    public static bool TryRead(string path, out IReadOnlyList<string>? tokens, out string? error)
    {
        (tokens, error) = (null, null);
        try
        {
            tokens = [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#')];
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"The request '{path}' cannot be read: {e.Message}";
            return false;
        }
    }
}
