using System.IO.Compression;

namespace Crossbar.Compiler.Data;

/// <summary>A .npz file: a zip archive of .npy arrays.</summary>
internal sealed class NpzFile : IDisposable
{
    // Deflate needs at least two bits for 258 bytes, so no honest entry is more compressed than this.
    private const long MaxCompression = 1032;

    private const string Extension = ".npy";

    private readonly ZipArchive _archive;
    private readonly long _fileLength;

    private NpzFile(ZipArchive archive, long fileLength)
    {
        _archive = archive;
        _fileLength = fileLength;
        Names = [.. archive.Entries
            .Select(e => e.FullName)
            .Where(n => n.EndsWith(Extension, StringComparison.Ordinal))
            .Select(n => n[..^Extension.Length])];
    }

    /// <summary>The names of the arrays, as given to <c>numpy.savez</c>.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">It is no zip archive, or a truncated one.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static NpzFile Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return new NpzFile(new ZipArchive(file, ZipArchiveMode.Read), file.Length);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            file.Dispose();
            throw new InvalidDataException("it is no .npz file (a zip archive, as numpy.savez writes it), or a truncated one.", e);
        }
    }

    /// <summary>Opens one array.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="InvalidDataException">The array cannot be read; the message says why.</exception>
    public NpyReader OpenArray(string name)
    {
        var entry = _archive.GetEntry(name + Extension);
        if (entry is null)
        {
            var present = Names.IsEmpty ? "nothing" : string.Join(", ", Names.Select(n => $"'{n}'"));
            throw new InvalidDataException($"there is no array '{name}' in it, only {present}.");
        }

        if (entry.CompressedLength > _fileLength || entry.Length > (entry.CompressedLength + 1) * MaxCompression)
        {
            throw new InvalidDataException(
                $"its array '{name}' claims {entry.Length} bytes, which {entry.CompressedLength} compressed ones cannot hold: the file is damaged.");
        }

        return new NpyReader(new ChecksumStream(entry.Open(), entry.Length, entry.Crc32), entry.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();
}
