namespace Crossbar.Compiler.Outputs;

/// <summary>
/// A folder of this process alone, inside an output folder, in which files are made whole before they are moved to their places. It holds a
/// lock while its process lives: what a killed one has left is known by the lock that nobody holds, and is deleted by the next.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    private const string Prefix = ".writing-";
    private const string LockName = "crossbar.lock";
    private const int Attempts = 8;

    private readonly FileStream _lock;

    private StagingFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Makes a folder of a name that no other has, and deletes what dead processes have left.</summary>
    /// <param name="directory">The output folder, made if need be.</param>
    public static StagingFolder Create(string directory)
    {
        Directory.CreateDirectory(directory);
        Sweep(directory);
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(directory), Prefix + Guid.NewGuid().ToString("N"));
            ProcessOutputs.Begin(path, () => Directory.CreateDirectory(path));
            try
            {
                var held = new FileStream(System.IO.Path.Combine(path, LockName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
                // Not empty: its owner has it, and whoever finds it free finds what is left of him.
                held.WriteByte((byte)'\n');
                held.Flush();
                return new StagingFolder(path, held);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(System.IO.Path.Combine(path, LockName)))
            {
                // Another process has looked at it before it was locked.
                Directory.Delete(path, recursive: true);
                ProcessOutputs.End(path);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        // Now that nobody holds it another process may be deleting it too, and each finds gone what the other has deleted.
        for (var attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < Attempts)
            {
                Thread.Yield();
            }
        }

        ProcessOutputs.End(Path);
    }

    private static void Sweep(string directory)
    {
        foreach (var left in Directory.GetDirectories(directory, Prefix + "*"))
        {
            if (FileIdentity.Of(left, followsLink: false) is { Kind: FileKind.Folder } && IsAbandoned(System.IO.Path.Combine(left, LockName)))
                TryDelete(left);
        }
    }

    private static bool IsAbandoned(string path)
    {
        if (FileIdentity.Of(path, followsLink: false) is not { Kind: FileKind.File })
            return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return file.Length == 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process is deleting it too.
        }
    }
}
