namespace Crossbar.Tool.Tests;

/// <summary>A folder that lasts as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crossbar-tool-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>All files, relative, in order.</summary>
    public string[] Files(string folder = "") => !Directory.Exists(this[folder]) ? [] :
        [.. Directory.GetFiles(this[folder], "*", SearchOption.AllDirectories).Select(f => System.IO.Path.GetRelativePath(this[folder], f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
