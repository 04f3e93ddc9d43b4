namespace Crossbar.Build.Generators.Emit;

/// <summary>
/// Members of an enum, one per label: the label's words in PascalCase without what lies between them ("great white shark" is
/// GreatWhiteShark), an underscore before a digit ("9" is _9), Class and the number where nothing is left, and _2, _3, ... after what
/// an earlier label has taken. Of a long label only the beginning counts, since metadata have no names beyond 1023 bytes. The same labels give the same names, and a label that is added at the end changes none.
/// </summary>
internal static class LabelNames
{
    private const int LongestName = 200;

    /// <summary>The names, in the order of the labels.</summary>
    public static IEnumerable<string> Of(IEnumerable<string> labels)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            var name = Pascal(label);
            if (name.Length == 0)
                name = "Class" + taken.Count.ToString(CultureInfo.InvariantCulture);
            var unique = name;
            var number = next.TryGetValue(name, out var free) ? free : 2;
            while (!taken.Add(unique))
                unique = $"{name}_{(number++).ToString(CultureInfo.InvariantCulture)}";
            next[name] = number;
            yield return unique;
        }
    }

    private static string Pascal(string label)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var c in label)
        {
            var isPart = IsPart(c) && !(IsMark(c) && name.Length == 0);
            if (isPart)
                name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = !isPart;
            if (name.Length == LongestName)
                break;
        }

        if (name.Length > 0 && !char.IsLetter(name[0]))
            name.Insert(0, '_');
        return name.ToString();
    }

    // The characters of identifiers, less underscores and other connectors, which are what lies between words.
    private static bool IsPart(char c) => char.IsLetter(c) || IsMark(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber;

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
