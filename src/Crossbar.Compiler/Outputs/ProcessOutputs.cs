using System.Collections.Concurrent;

namespace Crossbar.Compiler.Outputs;

/// <summary>
/// What this process has put into its places and what it is still writing, so that a process that is told to stop leaves whole outputs or
/// none, and can say which.
/// </summary>
public static class ProcessOutputs
{
    private static readonly object Gate = new();
    private static readonly ConcurrentDictionary<string, bool> Unfinished = new(StringComparer.Ordinal);
    private static readonly List<string> Placed = [];

    /// <summary>Stops all writing for good: waits for files that are on their way to their places, lets none follow, and deletes what is not whole.</summary>
    /// <returns>Full paths of the files that were put into their places.</returns>
    public static IReadOnlyList<string> Stop()
    {
        // Never left: whoever comes to put a file into its place waits for the end of the process.
        Monitor.Enter(Gate);
        foreach (var path in Unfinished.Keys)
            TryDelete(path);
        // What was put into a folder that is nothing itself yet went with it.
        return [.. Placed.Distinct().Where(File.Exists)];
    }

    /// <summary>Puts files into their places, all of them before the process stops.</summary>
    /// <param name="place">The work: moves within a file system, which take no time.</param>
    /// <param name="files">The files, once they are there.</param>
    internal static void Place(Action place, params IEnumerable<string> files)
    {
        lock (Gate)
        {
            place();
            Placed.AddRange(files.Select(Path.GetFullPath));
        }
    }

    /// <summary>Begins a file or folder that is nothing before it is whole.</summary>
    /// <typeparam name="T">What it is written with.</typeparam>
    /// <param name="path">Its path.</param>
    /// <param name="create">Makes it.</param>
    internal static T Begin<T>(string path, Func<T> create)
    {
        lock (Gate)
        {
            var created = create();
            Unfinished.TryAdd(path, true);
            return created;
        }
    }

    /// <summary>Notes that it is in its place or deleted.</summary>
    internal static void End(string path) => Unfinished.TryRemove(path, out _);

    private static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another thread is writing there still: the next run deletes it.
        }
    }
}
