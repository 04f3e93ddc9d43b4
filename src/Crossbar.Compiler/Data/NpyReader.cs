namespace Crossbar.Compiler.Data;

/// <summary>Reads one array: first its header, so that a caller can refuse it, then its elements.</summary>
internal sealed class NpyReader : IDisposable
{
    // A whole number of elements of every type.
    private const int BlockLength = 1 << 20;

    private readonly Stream _stream;

    /// <summary>Reads the header. Nothing of the size that it declares is allocated before the file is known to have it.</summary>
    /// <param name="stream">The stream, which the reader then owns, at the beginning of the array.</param>
    /// <param name="length">Bytes that the stream has.</param>
    /// <exception cref="InvalidDataException">This is no array that can be read; the message says why.</exception>
    public NpyReader(Stream stream, long length)
    {
        _stream = stream;
        try
        {
            Header = NpyHeader.Read(stream, out var headerLength);
            var present = length - headerLength;
            if (Header.DataLength != present)
            {
                var reason = Header.DataLength > present ? "truncated" : "damaged";
                throw new InvalidDataException(
                    $"its shape {Header.ShapeText} needs {Header.DataLength} bytes, but {present} are there: the file is {reason}.");
            }

            // What stands column by column is turned round in memory.
            if (Header.IsFortranOrder && Header.DataLength > Array.MaxLength)
                throw new InvalidDataException($"it has {Header.DataLength} bytes in Fortran's order; up to {Array.MaxLength} can be read. numpy.ascontiguousarray puts them in C's.");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>What the array is.</summary>
    public NpyHeader Header { get; }

    /// <summary>Opens an .npy file.</summary>
    /// <exception cref="InvalidDataException">This is no array that can be read; the message says why.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static NpyReader Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return new NpyReader(file, file.Length);
    }

    /// <summary>Reads all elements; once.</summary>
    /// <param name="maxInMemory">How many bytes stay in memory; more go to a temporary file, but for those in Fortran's order.</param>
    /// <exception cref="InvalidDataException">The data is truncated or damaged.</exception>
    /// <exception cref="CompilationException">There is no room for a temporary file (CBX0037).</exception>
    public NpyArray ReadArray(long maxInMemory = ElementStore.MaxInMemory)
    {
        var store = new ElementStore(Header.DataLength, Header.IsFortranOrder ? Array.MaxLength : maxInMemory);
        var block = new byte[(int)Math.Min(BlockLength, Header.DataLength)];
        for (long done = 0; done < Header.DataLength; done += block.Length)
        {
            var part = block.AsSpan(0, (int)Math.Min(block.Length, Header.DataLength - done));
            if (_stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
                throw new InvalidDataException("it ends before its last element: the file is truncated.");
            if (Header.IsBigEndian == BitConverter.IsLittleEndian)
                ReverseElements(part);
            store.Write(part, done);
        }

        // Sees to it that what checks the stream at its end does so.
        _ = _stream.ReadByte();
        return new NpyArray(Header.ElementType, Header.Shape, Header.IsFortranOrder ? ToRowMajor(store) : store);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void ReverseElements(Span<byte> bytes)
    {
        var size = Header.ElementSize;
        for (var k = 0; size > 1 && k < bytes.Length; k += size)
            bytes.Slice(k, size).Reverse();
    }

    /// <summary>Reorders elements of which the first index runs fastest so that the last one does.</summary>
    private ElementStore ToRowMajor(ElementStore stored)
    {
        var (shape, size) = (Header.Shape, Header.ElementSize);
        var result = new byte[(int)Header.DataLength];
        var index = new int[shape.Length];
        var strides = new int[shape.Length];
        for (var d = 0; d < shape.Length; d++)
            strides[d] = d == 0 ? size : strides[d - 1] * shape[d - 1];
        var source = 0;
        for (var target = 0; target < result.Length; target += size)
        {
            stored.Read(source, result.AsSpan(target, size));
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                source += strides[d];
                if (++index[d] < shape[d])
                    break;
                source -= strides[d] * shape[d];
                index[d] = 0;
            }
        }

        return new ElementStore(result);
    }
}
