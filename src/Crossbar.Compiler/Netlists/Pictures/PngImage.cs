using System.Buffers.Binary;
using System.IO.Hashing;

namespace Crossbar.Compiler.Netlists.Pictures;

/// <summary>
/// A picture with a palette as PNG (ISO/IEC 15948), a byte per pixel and not compressed: the same bytes on every machine, which a
/// compressor does not promise.
/// </summary>
internal static class PngImage
{
    private const int MaxStored = 65535;

    /// <summary>Encodes a picture.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Indices into the palette, row by row.</param>
    /// <param name="palette">Up to 256 colours, red, green and blue.</param>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> palette)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        // Eight bits per pixel, by palette.
        (head[8], head[9]) = (8, 3);
        WriteChunk(file, "IHDR"u8, head);
        WriteChunk(file, "PLTE"u8, palette);
        var lines = new byte[(width + 1) * height];
        for (var y = 0; y < height; y++)
            pixels.Slice(y * width, width).CopyTo(lines.AsSpan((y * (width + 1)) + 1));
        WriteChunk(file, "IDAT"u8, Store(lines));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // zlib's frame (RFC 1950) around stored blocks (RFC 1951).
    private static byte[] Store(ReadOnlySpan<byte> data)
    {
        var stream = new MemoryStream();
        stream.Write([0x78, 0x01]);
        Span<byte> number = stackalloc byte[4];
        for (var start = 0; start < data.Length; start += MaxStored)
        {
            var length = Math.Min(MaxStored, data.Length - start);
            stream.WriteByte(start + length == data.Length ? (byte)1 : (byte)0);
            BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(number[2..], (ushort)~length);
            stream.Write(number);
            stream.Write(data.Slice(start, length));
        }

        uint a = 1, b = 0;
        foreach (var value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, (b << 16) | a);
        stream.Write(number);
        return stream.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        var crc = new Crc32();
        crc.Append(kind);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
