using System.Diagnostics.CodeAnalysis;

namespace Crossbar.Compiler.Data;

/// <summary>
/// The bytes of an array: in memory, or in a <see cref="ScratchFile"/> where there are so many that memory would grow with the number of images. Written once from
/// front to back; then any number of threads may read.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the images that are read from it; what is not reachable any more is closed by its handle, and the file has no name.")]
internal sealed class ElementStore
{
    /// <summary>How many bytes stay in memory: 128 MiB.</summary>
    public const long MaxInMemory = 128L << 20;

    private readonly byte[]? _memory;
    private readonly ScratchFile? _file;

    /// <summary>Makes room.</summary>
    /// <param name="length">Number of bytes.</param>
    /// <param name="maxInMemory">How many stay in memory.</param>
    /// <exception cref="CompilationException">There is no room for a temporary file (CBX0037).</exception>
    public ElementStore(long length, long maxInMemory = MaxInMemory)
    {
        if (length <= maxInMemory)
            _memory = GC.AllocateUninitializedArray<byte>((int)length);
        else
            _file = new ScratchFile();
    }

    /// <summary>Takes bytes as they are.</summary>
    /// <param name="bytes">The bytes, which are not changed any more.</param>
    public ElementStore(byte[] bytes) => _memory = bytes;

    /// <summary>Writes bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="place">Where they go.</param>
    /// <exception cref="CompilationException">There is no room for them in the folder of temporary files (CBX0037).</exception>
    public void Write(ReadOnlySpan<byte> bytes, long place)
    {
        if (_memory is not null)
            bytes.CopyTo(_memory.AsSpan((int)place));
        else
            _file!.Write(bytes, place);
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="place">Where they are.</param>
    /// <param name="bytes">Receives them.</param>
    public void Read(long place, Span<byte> bytes)
    {
        if (_memory is not null)
            _memory.AsSpan((int)place, bytes.Length).CopyTo(bytes);
        else
            _file!.Read(place, bytes);
    }
}
