using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>A UTF-8 text stream that formats names and numbers into its buffer, so that none of a deck's 50,000 lines makes a string.</summary>
internal sealed class NetlistText(Stream stream, int capacity = NetlistText.BlockLength) : IDisposable
{
    /// <summary>Room that a number with its underscore may need; what is behind the number is overwritten too.</summary>
    public const int MaxIndexLength = 16;

    // What is passed on at once: still in the second cache when it is hashed and written.
    private const int BlockLength = 1 << 18;

    // What is appended piece by piece fits without a look at the buffer's end.
    private const int MaxPieceLength = 64;

    // "_0" to "_4095", the numbers of lines, as bytes of a word whose highest byte is their length.
    private static readonly ulong[] Indices = MakeIndices();

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    /// <summary>Appends text.</summary>
    public NetlistText Append(ReadOnlySpan<byte> text)
    {
        if (text.Length > _buffer.Length - _length)
            Flush();
        if (text.Length > _buffer.Length)
        {
            stream.Write(text);
            return this;
        }

        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    /// <summary>Appends text.</summary>
    public NetlistText Append(string text)
    {
        if (text.Length <= MaxPieceLength)
        {
            // Names are short and ASCII: a loop is faster than a call that knows all of Unicode.
            var room = Reserve(MaxPieceLength)[..text.Length];
            var bits = 0;
            for (var k = 0; k < room.Length; k++)
            {
                bits |= text[k];
                room[k] = (byte)text[k];
            }

            if (bits < 0x80)
            {
                _length += room.Length;
                return this;
            }
        }

        var rest = text.AsSpan();
        while (true)
        {
            Utf8.FromUtf16(rest, Reserve(MaxPieceLength), out var read, out var written);
            _length += written;
            rest = rest[read..];
            if (rest.IsEmpty)
                return this;
            Flush();
        }
    }

    /// <summary>Appends a name: its word and its numbers, joined by underscores.</summary>
    public NetlistText Append(Name name)
    {
        Append(name.Word);
        AppendNumber(name.First);
        AppendNumber(name.Second);
        return this;
    }

    /// <summary>Appends a whole number.</summary>
    public NetlistText Append(int value)
    {
        value.TryFormat(Reserve(MaxPieceLength), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>Appends a number with the up to 17 significant digits that give the same number when read again.</summary>
    public NetlistText Append(double value)
    {
        var room = Reserve(ShortestDecimal.MaxLength);
        _length += ShortestDecimal.Write(value, room);
        return this;
    }

    /// <summary>Gives room in the buffer, to be written to and then told of by <see cref="Advance"/>.</summary>
    /// <param name="length">Least number of bytes, at most a few thousand.</param>
    public Span<byte> Reserve(int length)
    {
        if (_buffer.Length - _length < length)
            Flush();
        return _buffer.AsSpan(_length);
    }

    /// <summary>Appends the first bytes of what <see cref="Reserve"/> gave.</summary>
    public void Advance(int length) => _length += length;

    /// <summary>Texts of the first numbers: loops take them once.</summary>
    public static ReadOnlySpan<ulong> ReadyIndices => Indices;

    /// <summary>Writes an underscore and a number.</summary>
    /// <param name="index">The number.</param>
    /// <param name="destination">Has <see cref="MaxIndexLength"/> bytes.</param>
    /// <returns>The length of the text.</returns>
    public static int WriteIndex(int index, ref byte destination) => WriteIndex(Indices, index, ref destination);

    /// <summary>Writes an underscore and a number.</summary>
    /// <param name="ready"><see cref="ReadyIndices"/>.</param>
    /// <param name="index">The number.</param>
    /// <param name="destination">Has <see cref="MaxIndexLength"/> bytes.</param>
    /// <returns>The length of the text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteIndex(ReadOnlySpan<ulong> ready, int index, ref byte destination)
    {
        if ((uint)index >= (uint)ready.Length)
            return WriteLongIndex(index, ref destination);
        // All eight bytes at once; what does not count is overwritten next.
        var text = ready[index];
        Unsafe.WriteUnaligned(ref destination, BitConverter.IsLittleEndian ? text : BinaryPrimitives.ReverseEndianness(text));
        return (int)(text >> 56);
    }

    /// <summary>Passes everything on to the stream.</summary>
    public void Flush()
    {
        if (_length == 0)
            return;
        stream.Write(_buffer, 0, _length);
        _length = 0;
    }

    /// <summary>Gives the buffer back, with what was not flushed.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void AppendNumber(int number)
    {
        if (number == -1)
            return;
        ref var destination = ref Reserve(MaxPieceLength)[0];
        if (number >= 0)
        {
            _length += WriteIndex(number, ref destination);
            return;
        }

        destination = (byte)Place.MarkOf(number);
        _length++;
    }

    private static int WriteLongIndex(int index, ref byte destination)
    {
        destination = (byte)'_';
        index.TryFormat(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, 1), MaxIndexLength - 1), out var length, default, CultureInfo.InvariantCulture);
        return length + 1;
    }

    private static ulong[] MakeIndices()
    {
        var indices = new ulong[4096];
        Span<byte> text = stackalloc byte[sizeof(ulong)];
        for (var k = 0; k < indices.Length; k++)
        {
            text.Clear();
            text[0] = (byte)'_';
            k.TryFormat(text[1..], out var length, default, CultureInfo.InvariantCulture);
            text[7] = (byte)(length + 1);
            indices[k] = BinaryPrimitives.ReadUInt64LittleEndian(text);
        }

        return indices;
    }
}
