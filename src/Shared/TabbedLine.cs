namespace Crossbar.Build;

/// <summary>
/// A line of tab-separated fields: manifests and diagnostics files (docs/architecture.md). Backslash, tab and line ends are written as
/// <c>\\</c>, <c>\t</c>, <c>\n</c>, <c>\r</c>, and as <c>\u001B</c> other characters that are not seen and the second of two
/// number signs, with which commands to build servers begin; reading gives them back.
/// </summary>
internal static class TabbedLine
{
    /// <summary>The fields of a line.</summary>
    public static string[] Split(string line) => [.. line.Split('\t').Select(Unescape)];

    /// <summary>The line of some fields.</summary>
    public static string Join(params string[] fields) => string.Join("\t", fields.Select(Escape));

    private static string Escape(string field)
    {
        var text = new StringBuilder(field.Length);
        for (var k = 0; k < field.Length; k++)
        {
            var isPair = DisplayText.IsPair(field, k);
            if (field[k] is '\\' or '\t' or '\n' or '\r')
                text.Append('\\').Append(field[k] switch { '\t' => 't', '\n' => 'n', '\r' => 'r', var other => other });
            else if (DisplayText.IsHidden(field, k) || (field[k] == '#' && k > 0 && field[k - 1] == '#'))
                DisplayText.AppendEscaped(text, field, k);
            else
                text.Append(field, k, isPair ? 2 : 1);
            if (isPair)
                k++;
        }

        return text.ToString();
    }

    private static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
            return field;
        var text = new StringBuilder(field.Length);
        for (var k = 0; k < field.Length; k++)
        {
            if (field[k] != '\\' || k + 1 == field.Length)
            {
                text.Append(field[k]);
            }
            else if (field[k + 1] == 'u' && k + 5 < field.Length && field.Skip(k + 2).Take(4).All(Uri.IsHexDigit))
            {
                text.Append((char)Convert.ToUInt16(field.Substring(k + 2, 4), 16));
                k += 5;
            }
            else
            {
                text.Append(field[++k] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other });
            }
        }

        return text.ToString();
    }
}
