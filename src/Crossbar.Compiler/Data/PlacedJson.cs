namespace Crossbar.Compiler.Data;

/// <summary>A value of a JSON file that knows where it stands: what is wrong with it is said there.</summary>
internal sealed class PlacedJson
{
    private readonly Dictionary<string, PlacedJson> _members = new(StringComparer.Ordinal);
    private readonly List<PlacedJson> _elements = [];

    private PlacedJson(string path, int line, int column) => (Path, Line, Column) = (path, line, column);

    /// <summary>Names and numbers on the way to it: <c>Programming.Sigma.Terms[1]</c>; empty for the whole.</summary>
    public string Path { get; }

    /// <summary>Its line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>Its column in the line, in bytes, from 1.</summary>
    public int Column { get; }

    /// <summary>Of what kind it is.</summary>
    public JsonTokenType Kind { get; private set; }

    /// <summary>The text of a text or a number, as it is written.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The members of an object, in order.</summary>
    public IReadOnlyCollection<KeyValuePair<string, PlacedJson>> Members => _members;

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<PlacedJson> Elements => _elements;

    /// <summary>A member of an object; null if it has none of that name.</summary>
    public PlacedJson? this[string name] => _members.GetValueOrDefault(name);

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">UTF-8, with a byte order mark or without.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="PlacedJsonException">A member is there twice, or a text is none.</exception>
    public static PlacedJson Parse(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var place = new Place(text);
        reader.Read();
        var root = Read(ref reader, ref place, "");
        // Reads to the end, so that what follows is seen.
        while (reader.Read())
        {
        }

        return root;
    }

    private static PlacedJson Read(ref Utf8JsonReader reader, ref Place place, string path)
    {
        place.MoveTo(reader.TokenStartIndex);
        var value = new PlacedJson(path, place.Line, place.Column) { Kind = reader.TokenType };
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = TextOf(ref reader, ref place);
                    reader.Read();
                    if (!value._members.TryAdd(name, Read(ref reader, ref place, path.Length == 0 ? name : $"{path}.{name}")))
                        throw place.Fault($"'{name}' is there twice.");
                }

                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    value._elements.Add(Read(ref reader, ref place, string.Create(CultureInfo.InvariantCulture, $"{path}[{value._elements.Count}]")));
                break;
            case JsonTokenType.Number:
                value.Text = Encoding.UTF8.GetString(reader.ValueSpan);
                break;
            case JsonTokenType.String:
                value.Text = TextOf(ref reader, ref place);
                break;
        }

        return value;
    }

    private static string TextOf(ref Utf8JsonReader reader, ref Place place)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            place.MoveTo(reader.TokenStartIndex);
            throw place.Fault("this is no text: its bytes are no UTF-8, or it has half of a character (a lone surrogate).");
        }
    }

    // Moves on through the text, so that a file is counted through once.
    private ref struct Place(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private long _at;

        public int Line { get; private set; } = 1;

        public int Column { get; private set; } = 1;

        public void MoveTo(long index)
        {
            var between = _text[(int)_at..(int)index];
            var lines = between.Count((byte)'\n');
            Line += lines;
            Column = lines == 0 ? Column + between.Length : between.Length - between.LastIndexOf((byte)'\n');
            _at = index;
        }

        public readonly PlacedJsonException Fault(string message) => new(Line, Column, message);
    }
}
