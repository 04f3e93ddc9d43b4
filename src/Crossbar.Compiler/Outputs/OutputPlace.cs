namespace Crossbar.Compiler.Outputs;

/// <summary>Looks at what stands where something is to be written.</summary>
internal static class OutputPlace
{
    /// <summary>Makes sure that a file can be written without harm: there is none, or one that this tool wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="forms">What it may be of.</param>
    /// <exception cref="CompilationException">There is a folder, a link, a device (CBX0012) or a file of somebody else (CBX0013), or it cannot be read (CBX0010).</exception>
    public static void Demand(string path, params ReadOnlySpan<OutputForm> forms)
    {
        if (DemandFile(path) && !IsOurs(path, forms))
            throw new CompilationException(Descriptors.ForeignFile, path, NameOf(path));
    }

    /// <summary>Makes sure that a path leads to a plain file or to nothing.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="CompilationException">There is something else (CBX0012).</exception>
    public static bool DemandFile(string path) => FileIdentity.Of(path, followsLink: false) switch
    {
        null => false,
        { Kind: FileKind.File } => true,
        var there => throw new CompilationException(Descriptors.NoPlainFile, path, NameOf(path), Words(there.Value.Kind), "a file"),
    };

    /// <summary>Makes sure that a folder is one, or can be made.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="CompilationException">There is something else, a link to a folder included (CBX0012).</exception>
    public static void DemandFolder(string path)
    {
        if (FileIdentity.Of(path, followsLink: false) is { Kind: not FileKind.Folder and var kind })
            throw new CompilationException(Descriptors.NoPlainFile, path, NameOf(path), Words(kind), "a folder");
    }

    /// <summary>Whether a path below a folder leads there through folders alone: its parts are names, and none of them is a link.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="relative">The path, with forward slashes.</param>
    public static bool IsWithin(string folder, string relative)
    {
        var path = folder;
        var parts = relative.Split('/', '\\');
        foreach (var part in parts.SkipLast(1))
        {
            path = Path.Combine(path, part);
            if (part is "" or "." or ".." || part.Contains(':', StringComparison.Ordinal) || FileIdentity.Of(path, followsLink: false) is not { Kind: FileKind.Folder })
                return false;
        }

        return parts[^1] is not ("" or "." or "..") && !parts[^1].Contains(':', StringComparison.Ordinal);
    }

    /// <summary>Whether there is a plain file that this tool wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="forms">What it may be of.</param>
    public static bool IsOurs(string path, params ReadOnlySpan<OutputForm> forms)
    {
        if (FileIdentity.Of(path, followsLink: false) is not { Kind: FileKind.File })
            return false;
        try
        {
            foreach (var form in forms)
            {
                if (form.Fits(path))
                    return true;
            }

            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.NotWritten, path, e.Message);
        }
    }

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

    private static string Words(FileKind kind) => kind switch
    {
        FileKind.Folder => "a folder",
        FileKind.Link => "a link",
        FileKind.Fifo => "a FIFO",
        FileKind.Socket => "a socket",
        FileKind.Device => "a device",
        _ => "a file",
    };
}
