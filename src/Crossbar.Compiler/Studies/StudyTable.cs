using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Crossbar.Compiler.Reporting;

namespace Crossbar.Compiler.Studies;

/// <summary>Writes the rows of a study, whose properties are the columns, as a table, CSV or JSON.</summary>
public static class StudyTable
{
    /// <summary>CSV with a heading, <c>\n</c> line ends and round-trip numbers.</summary>
    public static string ToCsv<T>(IReadOnlyCollection<T> rows)
    {
        var columns = Columns<T>();
        var text = new StringBuilder().AppendJoin(',', columns.Select(c => c.Name)).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', columns.Select(c => Quote(Exact(c.GetValue(row))))).Append('\n');
        return text.ToString();
    }

    /// <summary>JSON as reports are.</summary>
    public static string ToJson<T>(IReadOnlyCollection<T> rows) => JsonSerializer.Serialize(rows, CompilationReport.JsonOptions).ReplaceLineEndings("\n") + "\n";

    /// <summary>A table for people, a line a row.</summary>
    public static string ToText<T>(IReadOnlyCollection<T> rows)
    {
        var columns = Columns<T>();
        var cells = rows.Select(row => columns.Select(c => Short(c.GetValue(row))).ToArray()).Prepend([.. columns.Select(c => c.Name)]).ToArray();
        var widths = columns.Select((_, k) => cells.Max(line => line[k].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in cells)
        {
            var isText = (int k) => columns[k].PropertyType == typeof(string);
            text.AppendJoin("  ", line.Select((cell, k) => isText(k) ? cell.PadRight(widths[k]) : cell.PadLeft(widths[k])));
            while (text[^1] == ' ')
                text.Length--;
            text.Append('\n');
        }

        return text.ToString();
    }

    private static PropertyInfo[] Columns<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string Exact(object? value) =>
        value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Short(object? value) =>
        value is double number ? number.ToString("G4", CultureInfo.InvariantCulture) : System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
