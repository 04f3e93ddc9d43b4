namespace Crossbar.Compiler.Outputs;

/// <summary>A file that gets its name only when it is whole; what is not committed is deleted.</summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private bool _isCommitted;

    /// <summary>Begins a file beside its final place.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public WholeFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporaryPath = $"{_path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        Stream = ProcessOutputs.Begin(_temporaryPath, () => new FileStream(_temporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None));
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Puts the file in its place.</summary>
    /// <param name="overwrite">Whether over one that is there.</param>
    /// <exception cref="IOException">One is there and must stay, or the file cannot be moved.</exception>
    public void Commit(bool overwrite = true)
    {
        Stream.Dispose();
        ProcessOutputs.Place(() => File.Move(_temporaryPath, _path, overwrite), _path);
        _isCommitted = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isCommitted)
            File.Delete(_temporaryPath);
        ProcessOutputs.End(_temporaryPath);
    }
}
