using Crossbar.Build;

namespace Crossbar.Compiler.Emit;

/// <summary>Writes indented C# text with <c>\n</c> line ends.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>
    /// Writes a line at the present depth. Characters that would end or reorder it, which only names have, stand there as <c>\u202E</c>: in a
    /// literal that is the same character, and in a comment people see it.
    /// </summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', 4 * _depth).Append(DisplayText.Of(line));
        _text.Append('\n');
    }

    /// <summary>Writes an opening brace and goes one deeper.</summary>
    public void Open(string? head = null)
    {
        if (head is not null)
            Line(head);
        Line("{");
        _depth++;
    }

    /// <summary>Goes one up and writes the closing brace.</summary>
    public void Close(string tail = "")
    {
        _depth--;
        Line("}" + tail);
    }

    /// <summary>Writes lines that continue a statement, one deeper.</summary>
    public void Indented(Action write)
    {
        _depth++;
        write();
        _depth--;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>A float literal that reads back as the same number.</summary>
    public static string Literal(float value) => float.IsFinite(value)
        ? value.ToString("R", CultureInfo.InvariantCulture) + "f"
        : "float." + (float.IsNaN(value) ? nameof(float.NaN) : value > 0 ? nameof(float.PositiveInfinity) : nameof(float.NegativeInfinity));

    /// <summary>A double literal that reads back as the same number.</summary>
    public static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "d";

    /// <summary>An immutable array of strings.</summary>
    public static string List(IEnumerable<string> values) => Immutable("string", Braced(values.Select(CSharpText.Literal)));

    /// <summary>An immutable array of float literals.</summary>
    public static string List(IEnumerable<float> values) => Immutable("float", Braced(values.Select(Literal)));

    /// <summary>An immutable array of whole numbers.</summary>
    public static string List(IEnumerable<int> values) => Immutable("int", Numbers(values));

    /// <summary>The elements of an array of whole numbers.</summary>
    public static string Numbers(IEnumerable<int> values) => Braced(values.Select(v => v.ToString(CultureInfo.InvariantCulture)));

    /// <summary>An immutable array: what a collection expression becomes, in the words of C# 9. Constants are copied from the assembly at once.</summary>
    /// <param name="type">The elements' type.</param>
    /// <param name="elements">They, in braces.</param>
    public static string Immutable(string type, string elements) => $"{OpenImmutable(type)} {elements})";

    /// <summary>What stands before the elements of an immutable array; after them comes a parenthesis.</summary>
    /// <param name="type">The elements' type.</param>
    public static string OpenImmutable(string type) =>
        $"global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(new {type}[]";

    /// <summary>The elements of an array.</summary>
    public static string Braced(IEnumerable<string> elements) => $"{{ {string.Join(", ", elements)} }}";
}
