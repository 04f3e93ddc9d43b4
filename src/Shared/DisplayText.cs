using System.Text.RegularExpressions;

namespace Crossbar.Build;

/// <summary>
/// Text of others (names in a model, labels, paths, what another program said) as it may stand in a message, a log, a table or a comment: on
/// one line, with every character visible. What would end the line, move the cursor, hide or reorder text, or be taken by a build server for a
/// command stands there as <c>\n</c> or <c>\u001B</c>. For people: a backslash of the text itself is left as it is. Doing it twice changes nothing.
/// </summary>
internal static class DisplayText
{
    // What Azure Pipelines, GitHub and TeamCity look for anywhere in a line: ##vso[, ##[ and ##teamcity[.
    private static readonly Regex Command = new("##(?=[A-Za-z]*\\[)", RegexOptions.CultureInvariant);

    // What MSBuild and problem matchers take for a message: origin : error CODE : text.
    private static readonly Regex Message = new(@"\b(error|warning)((\s+[^\s:]*)?\s*):", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>The text on one line.</summary>
    public static string Of(string text) => Visible(text, keepsLines: false);

    /// <summary>A text of several lines, which stay so.</summary>
    public static string OfLines(string text) => Visible(text, keepsLines: true);

    /// <summary>The text where it begins a line, as in the first column of a table: there "::name::" is a command too, and "error X1:" a message.</summary>
    public static string AtLineStart(string text)
    {
        var line = Message.Replace(Of(text), @"$1$2\u003A");
        var start = line.TrimStart();
        return start.StartsWith("::", StringComparison.Ordinal) ? line.Remove(line.Length - start.Length, 1).Insert(line.Length - start.Length, @"\u003A") : line;
    }

    /// <summary>Whether a character does something else than to be seen.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">The character; the first half of a pair stands for both.</param>
    public static bool IsHidden(string text, int index)
    {
        var c = text[index];
        if (c is >= ' ' and < '\u007f')
            return false;
        // Persian and Hindi spell with joiners, and so do pictures of several persons; between ASCII letters they only deceive.
        if (c is '\u200c' or '\u200d')
            return index == 0 || index + 1 == text.Length || text[index - 1] < '\u0080' || text[index + 1] < '\u0080';
        return c is '\ufffe' or '\uffff' || CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
    }

    /// <summary>A hidden character, or each half of a pair, as <c>\u</c> and four digits.</summary>
    public static void AppendEscaped(StringBuilder to, string text, int index)
    {
        to.Append(@"\u").Append(((int)text[index]).ToString("X4", CultureInfo.InvariantCulture));
        if (IsPair(text, index))
            to.Append(@"\u").Append(((int)text[index + 1]).ToString("X4", CultureInfo.InvariantCulture));
    }

    /// <summary>Whether a character and the next make a pair.</summary>
    public static bool IsPair(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);

    private static string Visible(string text, bool keepsLines)
    {
        var visible = FirstHidden(text, keepsLines) is >= 0 and var first ? Escape(text, first, keepsLines) : text;
        return visible.IndexOf("##", StringComparison.Ordinal) < 0 ? visible : Command.Replace(visible, @"#\u0023");
    }

    private static int FirstHidden(string text, bool keepsLines)
    {
        for (var k = 0; k < text.Length; k++)
        {
            if (IsHidden(text, k) && !(keepsLines && text[k] is '\n' or '\t'))
                return k;
            if (IsPair(text, k))
                k++;
        }

        return -1;
    }

    private static string Escape(string text, int first, bool keepsLines)
    {
        var visible = new StringBuilder(text, 0, first, text.Length + 16);
        for (var k = first; k < text.Length; k++)
        {
            var isPair = IsPair(text, k);
            if (!IsHidden(text, k) || (keepsLines && text[k] is '\n' or '\t'))
                visible.Append(text, k, isPair ? 2 : 1);
            else if (text[k] is '\n' or '\r' or '\t')
                visible.Append('\\').Append(text[k] switch { '\n' => 'n', '\r' => 'r', _ => 't' });
            else
                AppendEscaped(visible, text, k);
            if (isPair)
                k++;
        }

        return visible.ToString();
    }
}
