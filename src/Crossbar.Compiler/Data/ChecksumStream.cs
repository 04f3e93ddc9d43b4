namespace Crossbar.Compiler.Data;

/// <summary>Passes a zip entry's bytes through and compares their CRC-32 (ISO 3309) with the archive's, which ZipArchive does not.</summary>
internal sealed class ChecksumStream(Stream inner, long length, uint expected) : Stream
{
    private static readonly uint[] Table = MakeTable();

    private uint _crc = uint.MaxValue;
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
        var crc = _crc;
        foreach (var b in buffer[..count])
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        _crc = crc;
        _read += count;
        if (count == 0 && buffer.Length > 0 && _read == length && ~_crc != expected)
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

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint k = 0; k < table.Length; k++)
        {
            var value = k;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            table[k] = value;
        }

        return table;
    }
}
