using System.Globalization;
using System.Text;

namespace Crossbar.Build;

/// <summary>Other people's text in C# source: no character of it ends, hides or reorders what stands around it, or is lost on the way.</summary>
internal static class CSharpText
{
    /// <summary>A string literal, in every version of the language.</summary>
    public static string Literal(string value) => Write(new StringBuilder(value.Length + 2).Append('"'), value, isLiteral: true).Append('"').ToString();

    /// <summary>The text for one line of a comment: what a literal would escape stands there as <c>\u0085</c>, for people.</summary>
    public static string OneLine(string value) => Write(new StringBuilder(value.Length), value, isLiteral: false).ToString();

    private static StringBuilder Write(StringBuilder text, string value, bool isLiteral)
    {
        for (var k = 0; k < value.Length; k++)
        {
            var c = value[k];
            if (isLiteral && c is ('"' or '\\'))
                text.Append('\\').Append(c);
            else if (k + 1 < value.Length && char.IsSurrogatePair(c, value[k + 1]))
                text.Append(c).Append(value[++k]);
            else if (IsPlain(c))
                text.Append(c);
            else
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return text;
    }

    // Neither a control character, nor one that ends a line or changes the direction of text, nor half of a pair, nor one that neither
    // UTF-8 nor XML has. The joiners are letters' business.
    private static bool IsPlain(char c) => c is '\u200c' or '\u200d' || (c is not ('\ufffe' or '\uffff')
        && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate));
}
