using System.Globalization;
using System.Text;

namespace Crossbar.Compiler.Netlists;

/// <summary>A UTF-8 text stream that formats numbers into its buffer, so that none of a deck's 50,000 lines allocates.</summary>
internal sealed class NetlistText(Stream stream)
{
    // A double has at most 24 characters, a long one 20.
    private const int MaxNumberLength = 32;

    private readonly byte[] _buffer = new byte[1 << 16];
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

    /// <summary>Appends text; for the few lines that are for people.</summary>
    public NetlistText Append(string text) => Append(Encoding.UTF8.GetBytes(text));

    /// <summary>Appends a whole number.</summary>
    public NetlistText Append(int value)
    {
        EnsureRoom();
        value.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>Appends a number with the up to 17 significant digits that give the same number when read again.</summary>
    public NetlistText Append(double value)
    {
        EnsureRoom();
        value.TryFormat(_buffer.AsSpan(_length), out var written, "R", CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>Passes everything on to the stream.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _length);
        _length = 0;
    }

    private void EnsureRoom()
    {
        if (_buffer.Length - _length < MaxNumberLength)
            Flush();
    }
}
