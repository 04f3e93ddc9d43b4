using Crossbar.Compiler.Diagnostics;

namespace Crossbar.Compiler.Options;

/// <summary>A file that must exist, or a folder that need not; relative to the base directory.</summary>
internal sealed record PathOption(
    string Name,
    string Description,
    Func<CompilerOptions, string?> Get,
    Func<CompilerOptions, string, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    /// <summary>Whether it is a folder to be written rather than a file to be read.</summary>
    public bool IsDirectory { get; init; }

    public override string ValueKind => IsDirectory ? "folder" : "file";

    public override string Range => "";

    public override string Format(CompilerOptions options) => Get(options) ?? "";

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        var trimmed = text.Trim();
        if (trimmed.Contains('\0', StringComparison.Ordinal))
            return Reject(text, options, source, "this is no path.");
        var path = Resolve(trimmed, source.BaseDirectory);

        // A project written on Windows names folders with backslashes, wherever it is built.
        if (!File.Exists(path) && Path.DirectorySeparatorChar == '/' && trimmed.Contains('\\', StringComparison.Ordinal))
            path = Resolve(trimmed.Replace('\\', '/'), source.BaseDirectory);

        if (IsDirectory)
            return File.Exists(path) ? Reject(text, options, source, "this is a file; a folder is needed.") : Set(options, path);
        if (File.Exists(path))
            return Set(options, path);
        if (Directory.Exists(path))
            return Reject(text, options, source, "this is a folder; a file is needed.");
        source.Report(Descriptors.FileNotFound, Name, path, Spelling.NearestFile(path));
        return options;
    }

    private static string Resolve(string path, string? baseDirectory) =>
        Path.GetFullPath(path, Path.GetFullPath(baseDirectory ?? Environment.CurrentDirectory));
}
