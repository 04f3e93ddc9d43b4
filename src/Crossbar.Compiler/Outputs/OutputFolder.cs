using System.Text.RegularExpressions;
using Crossbar.Build;

namespace Crossbar.Compiler.Outputs;

/// <summary>
/// The files of one compile. They are written aside and renamed into place when all are whole; a list of them,
/// <c>Name.outputs</c>, is taken away first and written last, so that whoever finds it finds a whole compile. A file that the compiler did
/// not write is neither written over nor deleted, whatever a list says, and no link is followed.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly Regex FileEnding = new(@"(\.[A-Za-z0-9]+|(^|/)Makefile)$", RegexOptions.CultureInvariant);

    private readonly string _directory;
    private readonly string _list;
    private readonly StagingFolder _staging;
    private readonly RunFiles _run;
    private readonly ImmutableArray<OutputForm> _forms;
    private readonly List<string> _files = [];

    /// <summary>Prepares to write; nothing in the folder changes before <see cref="Commit"/>.</summary>
    /// <param name="directory">The output folder.</param>
    /// <param name="name">The generated class: the name of the list.</param>
    /// <param name="run">The files of the run, of which none is written over; null for a run without others.</param>
    /// <param name="forms">What the files of a compile look like: others are left alone.</param>
    public OutputFolder(string directory, string name, RunFiles? run, ImmutableArray<OutputForm> forms)
    {
        _directory = Path.GetFullPath(directory);
        _list = ListOf(_directory, name);
        (_run, _forms) = (run ?? new RunFiles(), forms);
        _staging = StagingFolder.Create(_directory);
    }

    /// <summary>Makes sure, before there is work, that nothing of somebody else stands where files are going to be.</summary>
    /// <param name="directory">The output folder.</param>
    /// <param name="name">The generated class.</param>
    /// <param name="run">The files of the run.</param>
    /// <param name="forms">What the files of a compile look like.</param>
    /// <param name="files">Files that will be written, relative to the folder, with forward slashes.</param>
    /// <exception cref="CompilationException">Something does (CBX0011, CBX0012, CBX0013).</exception>
    public static void Check(string directory, string name, RunFiles run, ImmutableArray<OutputForm> forms, params ReadOnlySpan<string> files)
    {
        DemandList(ListOf(directory, name), run);
        foreach (var file in files)
        {
            DemandFolders(directory, file);
            run.Demand(Path.Combine(directory, file), forms.AsSpan());
        }
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
        var folder = Path.Combine(_staging.Path, path);
        Directory.CreateDirectory(folder);
        write(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            _files.Add(Path.GetRelativePath(_staging.Path, file).Replace('\\', '/'));
    }

    /// <summary>Puts all files into place. What the last compile wrote and this one did not is deleted.</summary>
    /// <param name="kept">Full paths of files that somebody else has written since, which are not deleted; null for none.</param>
    /// <exception cref="CompilationException">Something else stands where a file is to be (CBX0011, CBX0012, CBX0013); nothing has changed.</exception>
    public void Commit(IReadOnlySet<string>? kept = null)
    {
        using var turn = CommitLock.Take(_directory);
        ProcessOutputs.Place(() => Exchange(kept), _files.Select(file => Path.Combine(_directory, file)));
    }

    private void Exchange(IReadOnlySet<string>? kept)
    {
        DemandList(_list, _run);
        foreach (var file in _files)
        {
            DemandFolders(_directory, file);
            _run.Demand(Path.Combine(_directory, file), _forms.AsSpan());
        }

        var old = File.Exists(_list) ? File.ReadAllLines(_list) : [];
        File.Delete(_list);
        foreach (var stale in old.Except(_files))
        {
            var path = Path.GetFullPath(Path.Combine(_directory, stale));
            if (OutputPlace.IsWithin(_directory, stale) && OutputPlace.IsOurs(path, _forms.AsSpan()) && !_run.IsInput(path) && kept?.Contains(path) != true)
                Delete(path);
        }

        foreach (var file in _files)
            Place(Path.Combine(_staging.Path, file), Path.Combine(_directory, file));
        var list = Path.Combine(_staging.Path, "outputs");
        File.WriteAllText(list, string.Concat(_files.Select(f => f + "\n")), Utf8);
        File.Move(list, _list, overwrite: true);
    }

    /// <summary>Takes away what was not committed.</summary>
    public void Dispose() => _staging.Dispose();

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
    /// <exception cref="IOException">Its folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder may not be written to.</exception>
    public static void Probe(string path)
    {
        using var file = new FileStream($"{path}.{Path.GetRandomFileName()}.tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    /// <summary>Writes a file unless it has that text already, whole or not at all.</summary>
    public static void WriteIfDifferent(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;
        using var file = new WholeFile(path);
        file.Stream.Write(Utf8.GetBytes(text));
        file.Commit();
    }

    private static string ListOf(string directory, string name) => Path.Combine(directory, name + FileNames.Outputs);

    // Each of its lines ends as the name of a file does.
    private static void DemandList(string path, RunFiles run)
    {
        if (run.IsInput(path) || (OutputPlace.DemandFile(path) && !File.ReadLines(path).All(line => FileEnding.IsMatch(line))))
            throw new CompilationException(Descriptors.ForeignFile, path, Path.GetFileName(path));
    }

    // The folder itself is the user's choice, a link or not; those within are ours.
    private static void DemandFolders(string directory, string file)
    {
        for (var slash = file.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = file.IndexOf('/', slash + 1))
            OutputPlace.DemandFolder(Path.Combine(directory, file[..slash]));
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
        var staged = Path.Combine(_staging.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
        _files.Add(path);
        return staged;
    }
}
