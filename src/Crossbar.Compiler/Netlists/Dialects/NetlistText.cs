using System.Globalization;
using System.Text;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>A UTF-8 text stream that formats numbers into its buffer, so that none of a deck's 50,000 lines allocates.</summary>
internal sealed class NetlistText(Stream stream)
{
    // A double has at most 24 characters, a long one 20.
    private const int MaxNumberLength = 32;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _length;

    // Most numbers are the one before (wires are equal, a line names its cell thrice), and copying is several times faster than formatting.
    private readonly byte[] _lastNumber = new byte[MaxNumberLength];
    private int _lastNumberLength;
    private double _lastValue = double.NaN;
    private readonly byte[] _lastCell = new byte[MaxNumberLength];
    private int _lastCellLength;
    private (int Row, int Column) _lastIndex = (-1, -1);

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
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _buffer.Length - _length)
            Flush();
        if (most > _buffer.Length)
            return Append(Encoding.UTF8.GetBytes(text));
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        return this;
    }

    /// <summary>Appends a name: its word and its numbers, joined by underscores.</summary>
    public NetlistText Append(Name name)
    {
        Append(name.Word);
        if (name.First < 0)
            return this;
        return name.Second < 0 ? Append("_"u8).Append(name.First) : AppendPair(name.First, name.Second);
    }

    /// <summary>Appends a whole number.</summary>
    public NetlistText Append(int value)
    {
        if (_buffer.Length - _length < MaxNumberLength)
            Flush();
        value.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>Appends a number with the up to 17 significant digits that give the same number when read again.</summary>
    public NetlistText Append(double value)
    {
        if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(_lastValue))
        {
            value.TryFormat(_lastNumber, out _lastNumberLength, "R", CultureInfo.InvariantCulture);
            _lastValue = value;
        }

        return Append(_lastNumber.AsSpan(0, _lastNumberLength));
    }

    private NetlistText AppendPair(int row, int column)
    {
        if (_lastIndex != (row, column))
        {
            _lastCell[0] = (byte)'_';
            row.TryFormat(_lastCell.AsSpan(1), out var length, default, CultureInfo.InvariantCulture);
            _lastCell[++length] = (byte)'_';
            column.TryFormat(_lastCell.AsSpan(length + 1), out var columnLength, default, CultureInfo.InvariantCulture);
            _lastCellLength = length + 1 + columnLength;
            _lastIndex = (row, column);
        }

        return Append(_lastCell.AsSpan(0, _lastCellLength));
    }

    /// <summary>Passes everything on to the stream.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _length);
        _length = 0;
    }
}
