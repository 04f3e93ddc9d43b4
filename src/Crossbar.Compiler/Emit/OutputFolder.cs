using System.Text;
using Crossbar.Compiler.Diagnostics;

namespace Crossbar.Compiler.Emit;

/// <summary>
/// The files of one compile. They are written aside and renamed into place when all are whole; a list of them,
/// <c>Name.outputs</c>, is taken away first and written last, so that whoever finds it finds a whole compile.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private const string StagingPrefix = ".writing-";

    private readonly string _directory;
    private readonly string _list;
    private readonly string _staging;
    private readonly List<string> _files = [];

    /// <summary>Prepares to write; nothing in the folder changes before <see cref="Commit"/>.</summary>
    /// <param name="directory">The output folder.</param>
    /// <param name="name">The generated class: the name of the list.</param>
    public OutputFolder(string directory, string name)
    {
        _directory = Path.GetFullPath(directory);
        _list = Path.Combine(_directory, name + ".outputs");
        _staging = Path.Combine(_directory, StagingPrefix + Environment.ProcessId);
        // What a killed process left; only one at a time compiles into a folder.
        if (Directory.Exists(_directory))
        {
            foreach (var left in Directory.GetDirectories(_directory, StagingPrefix + "*"))
                Directory.Delete(left, recursive: true);
        }

        Directory.CreateDirectory(_staging);
    }

    /// <summary>Adds a text file.</summary>
    /// <param name="path">Where, relative to the folder, with forward slashes.</param>
    /// <param name="text">Its content.</param>
    public void Write(string path, string text) => File.WriteAllText(Stage(path), text, Utf8);

    /// <summary>Adds a binary file.</summary>
    /// <param name="path">Where, relative to the folder, with forward slashes.</param>
    /// <param name="bytes">Its content.</param>
    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = File.Create(Stage(path));
        file.Write(bytes);
    }

    /// <summary>Lets somebody else write a folder of files.</summary>
    /// <param name="path">Where, relative to the output folder.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
    public void WriteFolder(string path, Action<string> write)
    {
        var folder = Path.Combine(_staging, path);
        Directory.CreateDirectory(folder);
        write(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            _files.Add(Path.GetRelativePath(_staging, file).Replace('\\', '/'));
    }

    /// <summary>Puts all files into place. What the last compile wrote and this one did not is deleted.</summary>
    /// <param name="kept">Full paths of files that somebody else has written since, which are not deleted; null for none.</param>
    public void Commit(IReadOnlySet<string>? kept = null)
    {
        var old = File.Exists(_list) ? File.ReadAllLines(_list) : [];
        File.Delete(_list);
        foreach (var stale in old.Except(_files))
        {
            var path = Path.GetFullPath(Path.Combine(_directory, stale));
            if (path.StartsWith(_directory + Path.DirectorySeparatorChar, StringComparison.Ordinal) && kept?.Contains(path) != true)
                Delete(path);
        }

        foreach (var file in _files)
            Place(Path.Combine(_staging, file), Path.Combine(_directory, file));
        var list = Path.Combine(_staging, "outputs");
        File.WriteAllText(list, string.Concat(_files.Select(f => f + "\n")), Utf8);
        File.Move(list, _list, overwrite: true);
    }

    /// <summary>Takes away what was not committed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_staging))
            Directory.Delete(_staging, recursive: true);
    }

    /// <summary>Does work that writes to a place of the user's choice.</summary>
    /// <param name="path">The place.</param>
    /// <param name="write">The work.</param>
    /// <exception cref="CompilationException">The place cannot be written to (CBX0010).</exception>
    public static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.NotWritten, path, e.Message);
        }
    }

    /// <summary>Finds out whether a file can be written, and leaves everything as it was.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">Its folder cannot be written to, or it is a folder itself.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder may not be written to.</exception>
    public static void Probe(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"There is a folder of the name '{path}'.");
        using var file = new FileStream($"{path}.{Path.GetRandomFileName()}.tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    /// <summary>Writes a file unless it has that text already, whole or not at all.</summary>
    public static void WriteIfDifferent(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;
        // Processes of several machines may have the same number, and the same folder.
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        File.WriteAllText(temporary, text, Utf8);
        File.Move(temporary, path, overwrite: true);
    }

    // Somebody may have tidied up already.
    private void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
        for (var folder = Path.GetDirectoryName(path)!; folder != _directory && Directory.Exists(folder); folder = Path.GetDirectoryName(folder)!)
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
                return;
            Directory.Delete(folder);
        }
    }

    // A file that has not changed keeps its time, so that nothing behind it is built again.
    private static void Place(string staged, string final)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        if (File.Exists(final) && SameContent(staged, final))
            return;
        File.Move(staged, final, overwrite: true);
    }

    private static bool SameContent(string left, string right)
    {
        if (new FileInfo(left).Length != new FileInfo(right).Length)
            return false;
        using var a = File.OpenRead(left);
        using var b = File.OpenRead(right);
        Span<byte> x = new byte[1 << 16];
        Span<byte> y = new byte[1 << 16];
        while (true)
        {
            var count = a.ReadAtLeast(x, x.Length, throwOnEndOfStream: false);
            if (count == 0)
                return true;
            b.ReadExactly(y[..count]);
            if (!x[..count].SequenceEqual(y[..count]))
                return false;
        }
    }

    private string Stage(string path)
    {
        var staged = Path.Combine(_staging, path);
        Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
        _files.Add(path);
        return staged;
    }
}
