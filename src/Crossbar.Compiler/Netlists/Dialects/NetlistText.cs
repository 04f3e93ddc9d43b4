using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>A UTF-8 text stream that formats names and numbers into its buffer, so that none of a deck's 50,000 lines makes a string.</summary>
internal sealed class NetlistText(Stream stream)
{
    // A double has at most 24 characters, a long one 20.
    private const int MaxNumberLength = 32;

    // What is appended piece by piece fits without a look at the buffer's end.
    private const int MaxPieceLength = 64;

    // "_0" to "_4095", the numbers of lines, as bytes of a word whose highest byte is their length.
    private static readonly ulong[] Indices = MakeIndices();

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _length;

    // Some numbers are the one before, and copying is several times faster than formatting.
    private readonly byte[] _lastNumber = new byte[MaxNumberLength];
    private int _lastNumberLength;
    private double _lastValue = double.NaN;

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
            var room = Reserve()[..text.Length];
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

        return Append(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Appends a name: its word and its numbers, joined by underscores.</summary>
    public NetlistText Append(Name name)
    {
        Append(name.Word);
        if (name.First >= 0)
            AppendIndex(name.First);
        if (name.Second >= 0)
            AppendIndex(name.Second);
        return this;
    }

    /// <summary>Appends a whole number.</summary>
    public NetlistText Append(int value)
    {
        value.TryFormat(Reserve(), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>Appends a number with the up to 17 significant digits that give the same number when read again.</summary>
    public NetlistText Append(double value)
    {
        if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(_lastValue))
        {
            value.TryFormat(_lastNumber, out _lastNumberLength, default, CultureInfo.InvariantCulture);
            _lastValue = value;
        }

        return Append(_lastNumber.AsSpan(0, _lastNumberLength));
    }

    /// <summary>Passes everything on to the stream.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _length);
        _length = 0;
    }

    private void AppendIndex(int index)
    {
        if (index >= Indices.Length)
        {
            Append("_"u8).Append(index);
            return;
        }

        // All eight bytes at once; what does not count is overwritten next.
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(), Indices[index]);
        _length += (int)(Indices[index] >> 56);
    }

    // Room for a piece.
    private Span<byte> Reserve()
    {
        if (_buffer.Length - _length < MaxPieceLength)
            Flush();
        return _buffer.AsSpan(_length);
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
