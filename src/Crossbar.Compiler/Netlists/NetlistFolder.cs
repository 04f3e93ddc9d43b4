using System.Collections.Immutable;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Netlists.Dialects;
using Crossbar.Compiler.Options;

namespace Crossbar.Compiler.Netlists;

/// <summary>
/// A folder of netlists. Files are written beside their places first and moved there when all are whole; files that an earlier index
/// lists and this one does not are deleted. Other files of the folder are left alone.
/// </summary>
internal static class NetlistFolder
{
    /// <summary>Writes a folder.</summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="model">The model's name, for the index.</param>
    /// <param name="dialect">The simulator.</param>
    /// <param name="files">The files in the index's order.</param>
    /// <returns>The names of the files written, the index last, and their length together.</returns>
    /// <exception cref="CompilationException">The folder cannot be written to.</exception>
    public static (ImmutableArray<string> Files, long Bytes) Write(string directory, string model, NetlistDialect dialect, IReadOnlyList<NetlistFile> files)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var staging = Directory.CreateDirectory(Path.Combine(directory, $".writing-{Guid.NewGuid():N}")).FullName;
            try
            {
                var (entries, bytes) = Make(dialect, files, file => File.Create(Path.Combine(staging, file), bufferSize: 0));
                var index = Path.Combine(staging, NetlistIndex.File);
                File.WriteAllText(index, new NetlistIndex(dialect, entries).Write(model));
                return (Commit(directory, staging, [.. entries.Select(e => e.File), NetlistIndex.File]), bytes + new FileInfo(Path.Combine(directory, NetlistIndex.File)).Length);
            }
            finally
            {
                Directory.Delete(staging, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.NetlistsNotWritten, directory, directory, e.Message);
        }
    }

    /// <summary>Makes the files' texts and hashes them.</summary>
    /// <param name="dialect">The simulator.</param>
    /// <param name="files">The files.</param>
    /// <param name="create">Gives what a file of a name is written to.</param>
    /// <returns>Their entries with hashes, and their length together.</returns>
    public static (ImmutableArray<NetlistEntry> Entries, long Bytes) Make(NetlistDialect dialect, IReadOnlyList<NetlistFile> files, Func<string, Stream> create)
    {
        var entries = new NetlistEntry[files.Count];
        var bytes = 0L;
        // The longest first, so that all cores end together: the model's deck, then arrays.
        var order = Enumerable.Range(0, files.Count)
            .OrderByDescending(k => files[k].Entry is { Kind: NetlistKind.ModelDeck } ? long.MaxValue : files[k].Entry.Cells).ToArray();
        ParallelFailures.Run(files.Count, n =>
        {
            var (entry, write) = files[order[n]];
            using var stream = new HashingStream(create(entry.File));
            using var text = new NetlistText(stream);
            write(text, dialect);
            text.Flush();
            Interlocked.Add(ref bytes, stream.Length);
            entries[order[n]] = entry with { Hash = stream.Finish() };
        });
        return ([.. entries], bytes);
    }

    private static ImmutableArray<string> Commit(string directory, string staging, ImmutableArray<string> files)
    {
        string[] ours = NetlistIndex.Read(directory) is { } previous ? [.. previous.Entries.Select(e => e.File), NetlistIndex.File] : [];
        if (files.Except(ours, StringComparer.Ordinal).FirstOrDefault(file => Path.Exists(Path.Combine(directory, file))) is { } other)
            throw new IOException($"There is a '{other}' that is not of netlists written here before.");
        var stale = ours.Except(files, StringComparer.Ordinal).ToList();
        // The index goes first and comes last: a folder where moving failed has none, and no expected value of another deck.
        File.Delete(Path.Combine(directory, NetlistIndex.File));
        foreach (var file in files)
            File.Move(Path.Combine(staging, file), Path.Combine(directory, file), overwrite: true);
        foreach (var file in stale)
            File.Delete(Path.Combine(directory, file));
        return files;
    }
}
