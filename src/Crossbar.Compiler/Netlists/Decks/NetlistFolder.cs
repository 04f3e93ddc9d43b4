using Crossbar.Compiler.Netlists.Dialects;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>
/// A folder of netlists. Files are written beside their places first and moved there when all are whole; files that an earlier index
/// lists and this one does not are deleted. Files that are no netlists of this compiler are left alone, whatever an index lists.
/// </summary>
internal static class NetlistFolder
{
    /// <summary>Writes a folder.</summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="model">The model's name, for the index.</param>
    /// <param name="dialect">The simulator.</param>
    /// <param name="files">The files in the index's order.</param>
    /// <param name="run">The files of the run, of which none is written over; null for a run without others.</param>
    /// <returns>The names of the files written, the index last, and their length together.</returns>
    /// <exception cref="CompilationException">The folder cannot be written to (CBX0052), or something else is in the way (CBX0011, CBX0012, CBX0013).</exception>
    public static (ImmutableArray<string> Files, long Bytes) Write(string directory, string model, NetlistDialect dialect, IReadOnlyList<NetlistFile> files, RunFiles? run = null)
    {
        try
        {
            using var staging = StagingFolder.Create(directory);
            var (entries, bytes) = Make(dialect, files, file => File.Create(Path.Combine(staging.Path, file), bufferSize: 0));
            var index = Path.Combine(staging.Path, NetlistIndex.File);
            File.WriteAllText(index, new NetlistIndex(dialect, entries).Write(model));
            bytes += new FileInfo(index).Length;
            using var turn = CommitLock.Take(directory);
            ImmutableArray<string> names = [.. entries.Select(e => e.File), NetlistIndex.File];
            ProcessOutputs.Place(() => Commit(directory, staging.Path, names, run ?? new RunFiles()), names.Select(name => Path.Combine(directory, name)));
            return (names, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.NetlistsNotWritten, directory, directory, e.Message);
        }
    }

    /// <summary>Makes sure, before there is work, that no index of somebody else stands in a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="run">The files of the run.</param>
    /// <exception cref="CompilationException">One does, or something that is no file (CBX0011, CBX0012, CBX0013).</exception>
    public static void Check(string directory, RunFiles run) => run.Demand(Path.Combine(directory, NetlistIndex.File), NetlistIndex.Form);

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

    private static void Commit(string directory, string staging, ImmutableArray<string> files, RunFiles run)
    {
        foreach (var file in files)
            run.Demand(Path.Combine(directory, file), NetlistIndex.Form, NetlistHeader.Form);
        var stale = NetlistIndex.Read(directory) is { } previous ? previous.Entries.Select(e => e.File).Except(files, StringComparer.Ordinal).ToArray() : [];
        // The index goes first and comes last: a folder where moving failed has none, and no expected value of another deck.
        File.Delete(Path.Combine(directory, NetlistIndex.File));
        foreach (var file in files)
            File.Move(Path.Combine(staging, file), Path.Combine(directory, file), overwrite: true);
        // What an index names may be anything by now.
        foreach (var path in stale.Where(file => OutputPlace.IsWithin(directory, file)).Select(file => Path.Combine(directory, file)))
        {
            if (OutputPlace.IsOurs(path, NetlistHeader.Form) && !run.IsInput(path))
                File.Delete(path);
        }
    }
}
