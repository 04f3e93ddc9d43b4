using Microsoft.Win32.SafeHandles;

namespace Crossbar.Compiler.Data;

/// <summary>
/// What memory shall not hold: a file in the folder for temporary files that is gone with the process, whatever ends it. Different parts may be written and read at
/// the same time.
/// </summary>
internal sealed class ScratchFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    /// <summary>Makes an empty file.</summary>
    /// <exception cref="CompilationException">It cannot be made (CBX0037).</exception>
    public ScratchFile()
    {
        try
        {
            var path = Path.Combine(Path.GetTempPath(), $"crossbar-{Path.GetRandomFileName()}");
            // Windows deletes it with its last handle; elsewhere an open file needs no name.
            _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(e);
        }
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="place">Where they go.</param>
    /// <exception cref="CompilationException">There is no room for them (CBX0037).</exception>
    public void Write(ReadOnlySpan<byte> bytes, long place)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, place);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    /// <summary>Reads bytes that were written.</summary>
    /// <param name="place">Where they are.</param>
    /// <param name="bytes">Receives them.</param>
    /// <exception cref="EndOfStreamException">Not all of them were written.</exception>
    public void Read(long place, Span<byte> bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(_handle, bytes[done..], place + done);
            done += read > 0 ? read : throw new EndOfStreamException($"{bytes.Length} bytes at {place} were never written.");
        }
    }

    /// <summary>Takes the file away.</summary>
    public void Dispose() => _handle.Dispose();

    private static CompilationException Failed(Exception cause) => new(Descriptors.TemporaryFile, Path.GetTempPath(), cause.Message);
}
