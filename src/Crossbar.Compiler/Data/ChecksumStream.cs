using System.IO.Hashing;

namespace Crossbar.Compiler.Data;

/// <summary>Passes a zip entry's bytes through and compares their CRC-32 (ISO 3309) with the archive's, which ZipArchive does not.</summary>
internal sealed class ChecksumStream(Stream inner, long length, uint expected) : Stream
{
    private readonly Crc32 _checksum = new();
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">At the end: the checksum differs.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _checksum.Append(buffer[..count]);
        _read += count;
        if (count == 0 && buffer.Length > 0 && _read == length && _checksum.GetCurrentHashAsUInt32() != expected)
            throw new InvalidDataException("its checksum does not fit its content: the file is damaged.");
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
