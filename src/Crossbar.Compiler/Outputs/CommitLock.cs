namespace Crossbar.Compiler.Outputs;

/// <summary>
/// Lets one process at a time put its files into a folder, so that what lies there is of one run, the last: a hidden file that is locked
/// meanwhile and deleted at the end. One that a killed process has left is in nobody's way.
/// </summary>
internal sealed class CommitLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string _path;
    private readonly FileStream _held;

    private CommitLock(string path, FileStream held) => (_path, _held) = (path, held);

    /// <summary>Waits until no other process holds the lock, and takes it.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static CommitLock Take(string directory)
    {
        var path = Path.Combine(directory, ".crossbar.lock");
        while (true)
        {
            OutputPlace.DemandFile(path);
            try
            {
                var held = new FileStream(
                    path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
                if (OperatingSystem.IsWindows() || IsStillThere(path, held))
                    return new CommitLock(path, held);
                held.Dispose();
            }
            catch (Exception e) when (IsHeld(e))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Elsewhere than on Windows a file can be deleted while it is open, and nobody has it before it is gone.
        if (!OperatingSystem.IsWindows())
            File.Delete(_path);
        _held.Dispose();
    }

    // Between being opened here and being locked it may have been deleted, and another made in its place: that would not have this one's time.
    // Whole days, which every file system keeps.
    private static bool IsStillThere(string path, FileStream held)
    {
        var mine = DateTime.UnixEpoch.AddDays(Random.Shared.Next(4000, 20_000));
        File.SetLastWriteTimeUtc(held.SafeFileHandle, mine);
        return File.GetLastWriteTimeUtc(path) == mine;
    }

    // A sharing violation as Windows says it, and as .NET does elsewhere (EWOULDBLOCK: 11, on macOS 35); what is being deleted is denied on Windows.
    private static bool IsHeld(Exception e) =>
        (e is IOException && (e.HResult & 0xFFFF) is 32 or 11 or 35) || (e is UnauthorizedAccessException && OperatingSystem.IsWindows());
}
