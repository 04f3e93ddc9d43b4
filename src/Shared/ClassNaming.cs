namespace Crossbar.Build;

/// <summary>How generated classes are named: the one rule of the tasks, which name folders after classes, and of the tool.</summary>
internal static class ClassNaming
{
    private const string Suffix = "Crossbar";

    /// <summary>The default class of a model: its file name in PascalCase and <c>Crossbar</c>, such as <c>MyNet2Crossbar</c> for <c>my-net_2.onnx</c>.</summary>
    public static string ForModel(string modelFile)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var c in Path.GetFileNameWithoutExtension(modelFile))
        {
            // Underscores and other connectors lie between words, though identifiers may have them.
            var isPart = IsPart(c) && char.GetUnicodeCategory(c) != UnicodeCategory.ConnectorPunctuation;
            if (isPart)
                name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = !isPart;
        }

        return (name.Length > 0 && IsStart(name[0]) ? "" : "_") + name.Append(Suffix);
    }

    /// <summary>Whether a name can be declared, but for keywords.</summary>
    public static bool IsIdentifier(string name) => name.Length > 0 && IsStart(name[0]) && name.All(IsPart);

    /// <summary>The nearest identifier: other characters become underscores.</summary>
    public static string Identifier(string name)
    {
        var text = string.Concat(name.Trim().Select(c => IsPart(c) ? c : '_'));
        return text.Length > 0 && IsStart(text[0]) ? text : "_" + text;
    }

    /// <summary>
    /// A name, or names joined by dots, as code writes it: with an @ where it may be a keyword. All keywords, reserved or contextual, of this
    /// version of the language or the next, begin with a small Latin letter or two underscores.
    /// </summary>
    public static string InCode(string name) =>
        string.Join(".", name.Split('.').Select(part => MayBeKeyword(part) ? "@" + part : part));

    private static bool MayBeKeyword(string name) => (name.Length > 0 && name[0] is >= 'a' and <= 'z') || name.StartsWith("__", StringComparison.Ordinal);

    private static bool IsStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsPart(char c) => IsStart(c) || char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;
}
