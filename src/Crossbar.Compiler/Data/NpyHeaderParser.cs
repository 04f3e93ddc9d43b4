namespace Crossbar.Compiler.Data;

/// <summary>Reads the Python literal that an .npy header is: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>.</summary>
internal sealed class NpyHeaderParser(string text)
{
    private int _position;

    /// <summary>Reads the whole literal.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or its elements are of a kind that cannot be read here.</exception>
    public NpyHeader Parse()
    {
        string? type = null;
        bool? isFortranOrder = null;
        ImmutableArray<int>? shape = null;
        Expect('{');
        while (!TryTake('}'))
        {
            var key = String();
            Expect(':');
            switch (key)
            {
                case "descr":
                    type = Peek() == '[' ? throw new InvalidDataException("it is a structured array; a plain one of numbers is needed.") : String();
                    break;
                case "fortran_order":
                    isFortranOrder = Boolean();
                    break;
                case "shape":
                    shape = Tuple();
                    break;
                default:
                    throw Damaged();
            }

            if (Peek() != '}')
                Expect(',');
        }

        if (type is null || isFortranOrder is null || shape is null)
            throw Damaged();
        return new NpyHeader(ElementType(type), type.StartsWith('>'), isFortranOrder.Value, shape.Value);
    }

    private static NpyElementType ElementType(string type) => type.TrimStart('<', '>', '|', '=') switch
    {
        "b1" => NpyElementType.Boolean,
        "u1" => NpyElementType.UInt8,
        "i1" => NpyElementType.Int8,
        "i2" => NpyElementType.Int16,
        "i4" => NpyElementType.Int32,
        "i8" => NpyElementType.Int64,
        "f2" => NpyElementType.Float16,
        "f4" => NpyElementType.Float32,
        "f8" => NpyElementType.Float64,
        _ => throw new InvalidDataException(
            $"its elements are '{type}'; bool, uint8, int8, int16, int32, int64, float16, float32 and float64 can be read."),
    };

    private static InvalidDataException Damaged() => new("its header is damaged.");

    private char Peek()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            _position++;
        return _position < text.Length ? text[_position] : throw Damaged();
    }

    private bool TryTake(char c)
    {
        if (Peek() != c)
            return false;
        _position++;
        return true;
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
            throw Damaged();
    }

    private string String()
    {
        var quote = Peek();
        var end = quote is '\'' or '"' ? text.IndexOf(quote, _position + 1) : -1;
        if (end < 0)
            throw Damaged();
        var value = text[(_position + 1)..end];
        _position = end + 1;
        return value;
    }

    private bool Boolean()
    {
        Peek();
        foreach (var value in new[] { true, false })
        {
            if (string.CompareOrdinal(text, _position, value.ToString(), 0, value.ToString().Length) != 0)
                continue;
            _position += value.ToString().Length;
            return value;
        }

        throw Damaged();
    }

    private ImmutableArray<int> Tuple()
    {
        var items = ImmutableArray.CreateBuilder<int>();
        Expect('(');
        while (!TryTake(')'))
        {
            Peek();
            var start = _position;
            while (_position < text.Length && char.IsAsciiDigit(text[_position]))
                _position++;
            if (!int.TryParse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var item))
                throw _position - start > 9 ? new InvalidDataException("a dimension of its shape is larger than 2147483647.") : Damaged();
            items.Add(item);

            // Python 2 wrote long integers with an L.
            TryTake('L');
            if (Peek() != ')')
                Expect(',');
        }

        return items.ToImmutable();
    }
}
