namespace Crossbar.Compiler.Options;

/// <summary>A file that must exist, a folder to be written, which need not, or one to be read; relative to the base directory.</summary>
internal sealed record PathOption(
    string Name,
    string Description,
    Func<CompilerOptions, string?> Get,
    Func<CompilerOptions, string, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    /// <summary>Whether it is a folder rather than a file to be read.</summary>
    public bool IsDirectory { get; init; }

    /// <summary>Which files of a folder are read, such as <c>*.csv</c>; null for a folder to be written.</summary>
    public string? FilePattern { get; init; }

    public override string ValueKind => IsDirectory ? "folder" : "file";

    public override string Range => "";

    public override string Format(CompilerOptions options) => Get(options) ?? "";

    /// <inheritdoc/>
    public override string? FileOf(CompilerOptions options) => IsDirectory ? null : Get(options);

    /// <inheritdoc/>
    public override ImmutableArray<string> FilesOf(CompilerOptions options) => FilePattern is null ? base.FilesOf(options)
        : Get(options) is { } folder && Directory.Exists(folder) ? [.. Directory.GetFiles(folder, FilePattern).Where(File.Exists).Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    public override string? Describe(CompilerOptions options) => null;

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        if (!IsDirectory)
            return FindFile(Name, text, source) is { } file ? Set(options, file) : options;
        if (PathOf(text, source) is not { } path)
            return Reject(text, options, source, "this is no path.");
        if (File.Exists(path))
            return Reject(text, options, source, "this is a file; a folder is needed.");
        if (FilePattern is null || Directory.Exists(path))
            return Set(options, path);
        source.Report(Descriptors.FileNotFound, Name, path, "");
        return options;
    }

    /// <summary>The file that a value names, or null when that is reported.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="text">The value.</param>
    /// <param name="source">Where it was written.</param>
    internal static string? FindFile(string name, string text, OptionSource source)
    {
        var path = PathOf(text, source);
        if (File.Exists(path))
            return path;
        if (path is null)
            source.Report(Descriptors.InvalidValue, name, text, "this is no path.");
        else if (Directory.Exists(path))
            source.Report(Descriptors.InvalidValue, name, text, "this is a folder; a file is needed.");
        else
            source.Report(Descriptors.FileNotFound, name, path, Spelling.NearestFile(path));
        return null;
    }

    private static string? PathOf(string text, OptionSource source)
    {
        var trimmed = text.Trim();
        if (trimmed.Contains('\0', StringComparison.Ordinal))
            return null;
        var path = Resolve(trimmed, source.BaseDirectory);

        // A project written on Windows names folders with backslashes, wherever it is built.
        return !File.Exists(path) && Path.DirectorySeparatorChar == '/' && trimmed.Contains('\\', StringComparison.Ordinal)
            ? Resolve(trimmed.Replace('\\', '/'), source.BaseDirectory)
            : path;
    }

    private static string Resolve(string path, string? baseDirectory) =>
        Path.GetFullPath(path, Path.GetFullPath(baseDirectory ?? Environment.CurrentDirectory));
}
