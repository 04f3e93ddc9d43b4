using System.Globalization;
using System.Text;

namespace Crossbar.Build.Generators.Emit;

/// <summary>
/// Members of an enum, one a label: the label's words in PascalCase without what lies between them ("great white shark" is
/// GreatWhiteShark), an underscore before a digit ("9" is _9), Class and the number where nothing is left, and _2, _3, ... after what
/// an earlier label has taken. The same labels give the same names, and a label that is added at the end changes none.
/// </summary>
internal static class LabelNames
{
    /// <summary>The names, in the order of the labels.</summary>
    public static IEnumerable<string> Of(IEnumerable<string> labels)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            var name = Pascal(label);
            if (name.Length == 0)
                name = "Class" + taken.Count.ToString(CultureInfo.InvariantCulture);
            var unique = name;
            for (var k = 2; !taken.Add(unique); k++)
                unique = $"{name}_{k.ToString(CultureInfo.InvariantCulture)}";
            yield return unique;
        }
    }

    private static string Pascal(string label)
    {
        var name = new StringBuilder(label.Length);
        var startsWord = true;
        foreach (var c in label)
        {
            var isPart = IsPart(c) && !(IsMark(c) && name.Length == 0);
            if (isPart)
                name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = !isPart;
        }

        if (name.Length > 0 && !char.IsLetter(name[0]))
            name.Insert(0, '_');
        return name.ToString();
    }

    // The characters of identifiers, less underscores and other connectors, which are what lies between words.
    private static bool IsPart(char c) => char.IsLetter(c) || IsMark(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber;

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
