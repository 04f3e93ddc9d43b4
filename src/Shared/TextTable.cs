namespace Crossbar.Build;

/// <summary>A table for people: columns as wide as their widest cell, two blanks between them, none at a line's end.</summary>
internal static class TextTable
{
    /// <summary>Appends the table, a line per row.</summary>
    /// <param name="text">What is appended to.</param>
    /// <param name="rows">The rows, the heading first; all have the same number of cells.</param>
    /// <param name="isText">Per column whether it holds texts, aligned to the left, rather than numbers, aligned to the right.</param>
    public static StringBuilder AppendTable(this StringBuilder text, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<bool> isText)
    {
        var widths = isText.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            text.AppendJoin("  ", row.Select((cell, column) => isText[column] ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
            while (text.Length > 0 && text[^1] == ' ')
                text.Length--;
            text.Append('\n');
        }

        return text;
    }
}
