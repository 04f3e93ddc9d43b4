using System.Collections.Immutable;
using System.Text;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Dialects;
using Crossbar.Compiler.Options;

namespace Crossbar.Compiler.Netlists;

/// <summary>
/// A folder of netlists in the making. Files are written beside their places first and moved there when all are whole; files that an
/// earlier index lists and this one does not are deleted. Other files of the folder are left alone.
/// </summary>
internal sealed class NetlistFolder : IDisposable
{
    private readonly string _directory;
    private readonly NetlistDialect _dialect;
    private readonly string _staging;

    private NetlistFolder(string directory, NetlistDialect dialect)
    {
        _directory = directory;
        _dialect = dialect;
        Directory.CreateDirectory(directory);
        _staging = Directory.CreateDirectory(Path.Combine(directory, $".writing-{Guid.NewGuid():N}")).FullName;
    }

    /// <summary>Writes a folder.</summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="model">The model's name, for the index.</param>
    /// <param name="dialect">The simulator.</param>
    /// <param name="write">Writes the files and gives their entries in the index's order.</param>
    /// <returns>The names of the files written, the index last, and their length together.</returns>
    /// <exception cref="CompilationException">The folder cannot be written to.</exception>
    public static (ImmutableArray<string> Files, long Bytes) Write(
        string directory, string model, NetlistDialect dialect, Func<NetlistFolder, IEnumerable<NetlistEntry>> write)
    {
        try
        {
            using var folder = new NetlistFolder(directory, dialect);
            return folder.Commit(model, [.. write(folder)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.NetlistsNotWritten, directory, directory, e.Message);
        }
    }

    /// <summary>Adds a netlist; may be called from several threads.</summary>
    /// <returns>The entry with the file's hash.</returns>
    public NetlistEntry Add(NetlistEntry entry, Netlist netlist)
    {
        using var stream = new HashingStream(Path.Combine(_staging, entry.File));
        DialectWriter.For(_dialect, new NetlistText(stream)).Write(netlist);
        return entry with { Hash = stream.Finish() };
    }

    /// <summary>Adds a text; may be called from several threads.</summary>
    /// <returns>The entry with the file's hash.</returns>
    public NetlistEntry Add(NetlistEntry entry, string text)
    {
        using var stream = new HashingStream(Path.Combine(_staging, entry.File));
        stream.Write(Encoding.UTF8.GetBytes(text));
        return entry with { Hash = stream.Finish() };
    }

    /// <summary>Takes away what was not committed.</summary>
    public void Dispose() => Directory.Delete(_staging, recursive: true);

    private (ImmutableArray<string> Files, long Bytes) Commit(string model, ImmutableArray<NetlistEntry> entries)
    {
        File.WriteAllText(Path.Combine(_staging, NetlistIndex.File), new NetlistIndex(_dialect, entries).Write(model));
        var bytes = Directory.EnumerateFiles(_staging).Sum(file => new FileInfo(file).Length);
        ImmutableArray<string> files = [.. entries.Select(e => e.File), NetlistIndex.File];
        string[] ours = NetlistIndex.Read(_directory) is { } previous ? [.. previous.Entries.Select(e => e.File), NetlistIndex.File] : [];
        if (files.Except(ours, StringComparer.Ordinal).FirstOrDefault(file => Path.Exists(Path.Combine(_directory, file))) is { } other)
            throw new IOException($"There is a '{other}' that is not of netlists written here before.");
        var stale = ours.Except(files, StringComparer.Ordinal).ToList();
        // The index goes first and comes last: a folder where moving failed has none, and no expected value of another deck.
        File.Delete(Path.Combine(_directory, NetlistIndex.File));
        foreach (var file in files)
            File.Move(Path.Combine(_staging, file), Path.Combine(_directory, file), overwrite: true);
        foreach (var file in stale)
            File.Delete(Path.Combine(_directory, file));
        return (files, bytes);
    }
}
