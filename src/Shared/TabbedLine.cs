using System.Text;

namespace Crossbar.Build;

/// <summary>A line of tab-separated fields in which backslash, tab, carriage return and newline are written as <c>\\</c>, <c>\t</c>, <c>\r</c>, <c>\n</c>: manifests and diagnostics files (docs/architecture.md).</summary>
internal static class TabbedLine
{
    /// <summary>The fields of a line.</summary>
    public static string[] Split(string line) => [.. line.Split('\t').Select(Unescape)];

    /// <summary>The line of some fields.</summary>
    public static string Join(params string[] fields) => string.Join("\t", fields.Select(Escape));

    private static string Escape(string field) => field.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\r", "\\r").Replace("\n", "\\n");

    private static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
            return field;
        var text = new StringBuilder(field.Length);
        for (var k = 0; k < field.Length; k++)
        {
            if (field[k] != '\\' || k + 1 == field.Length)
                text.Append(field[k]);
            else
                text.Append(field[++k] switch { 't' => '\t', 'r' => '\r', 'n' => '\n', var other => other });
        }

        return text.ToString();
    }
}
