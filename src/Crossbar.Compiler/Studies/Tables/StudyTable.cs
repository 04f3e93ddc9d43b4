using System.Reflection;
using System.Text.Json.Nodes;
using Crossbar.Build;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Studies.Tables;

/// <summary>The result of a study: rows of texts and numbers, written as a table for people, CSV or JSON.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, a value per column: a text, a number, or null for none.</param>
/// <param name="Note">A line that stands below the table; empty for none.</param>
public sealed record StudyTable(ImmutableArray<StudyColumn> Columns, ImmutableArray<ImmutableArray<object?>> Rows, string Note = "")
{
    /// <summary>Why the study as a whole came to nothing, so that there is no row with figures; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>A table whose columns are the properties of its rows; those of a <see cref="SweepPoint"/> are its settings.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="rows">The rows; all have the same settings.</param>
    /// <param name="note">A line that stands below the table; empty for none.</param>
    /// <exception cref="Diagnostics.CompilationException">A number is NaN or infinite (CBX0016).</exception>
    public static StudyTable Of<T>(IReadOnlyCollection<T> rows, string note = "")
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var settings = properties.FirstOrDefault(p => p.PropertyType == typeof(SweepPoint));
        var names = settings is null || rows.Count == 0 ? [] : ((SweepPoint)settings.GetValue(rows.First())!).Settings.Select(s => s.Name);
        var values = properties.Where(p => p != settings).ToArray();
        return new StudyTable(
            [.. names.Select(name => new StudyColumn(name, IsText: true)), .. values.Select(p => new StudyColumn(p.Name, p.PropertyType == typeof(string)))],
            [.. rows.Select(row => ImmutableArray.CreateRange<object?>(
                [.. settings is null ? [] : ((SweepPoint)settings.GetValue(row)!).Settings.Select(s => s.Value), .. values.Select(p => Finite(p.GetValue(row)))]))],
            note);
    }

    /// <summary>The same table, without a column if no row has a value in it.</summary>
    /// <param name="column">The column's name.</param>
    public StudyTable WithoutEmpty(string column)
    {
        var place = Columns.Select(c => c.Name).ToList().IndexOf(column);
        return place < 0 || Rows.Any(row => row[place] is not null) ? this : this with { Columns = Columns.RemoveAt(place), Rows = [.. Rows.Select(row => row.RemoveAt(place))] };
    }

    /// <summary>CSV with a heading, <c>\n</c> line ends and round-trip numbers.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder().AppendJoin(',', Columns.Select(c => Quote(c.Name))).Append('\n');
        foreach (var row in Rows)
            text.AppendJoin(',', row.Select(value => Quote(Exact(value)))).Append('\n');
        return text.ToString();
    }

    /// <summary>The rows as a JSON array of objects, written as reports are.</summary>
    public string ToJson() => JsonSerializer.Serialize(ToJsonArray(), ResultJson.Options).ReplaceLineEndings("\n") + "\n";

    /// <summary>The rows as objects whose properties are the columns, in camelCase.</summary>
    public JsonArray ToJsonArray()
    {
        var names = Columns.Select(c => JsonNamingPolicy.CamelCase.ConvertName(c.Name)).ToArray();
        return [.. Rows.Select(row => new JsonObject(names.Zip(row, (name, value) => KeyValuePair.Create(name, (JsonNode?)JsonSerializer.SerializeToNode(value)))))];
    }

    /// <summary>A table for people, a line per row.</summary>
    public string ToText()
    {
        var notes = Rows.SelectMany(row => row.Where((_, k) => IsNote(k))).OfType<string>().Where(note => note.Length > 0).Distinct().ToList();
        var cells = Rows.Select(row => row.Select((value, k) => IsNote(k) && value is string { Length: > 0 } note ? $"({notes.IndexOf(note) + 1})" : Short(value)).ToArray())
            .Prepend([.. Columns.Select(c => c.Name)]).ToArray();
        var text = new StringBuilder().AppendTable(cells, [.. Columns.Select(c => c.IsText)]);
        foreach (var (note, k) in notes.Select((note, k) => (note, k)))
            text.Append(CultureInfo.InvariantCulture, $"({k + 1}) {DisplayText.Of(note)}\n");
        return Note.Length > 0 ? text.Append(DisplayText.OfLines(Note)).Append('\n').ToString() : text.ToString();
    }

    private static object? Finite(object? value)
    {
        if (value is double number)
            FiniteNumbers<double>.Check(number);
        return value;
    }

    // Sentences stand below the table, with numbers for them in their column.
    private bool IsNote(int column) => Columns[column] is { IsText: true, Name: "Note" };

    private static string Exact(object? value) => Text(value, "R");

    private static string Short(object? value) => Text(value, "G4");

    // A cell may be the first of its line.
    private static string Text(object? value, string format) => value is double number
        ? number.ToString(format, CultureInfo.InvariantCulture) : DisplayText.AtLineStart(System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
