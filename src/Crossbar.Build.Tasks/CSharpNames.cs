using System.Globalization;
using System.Text;

namespace Crossbar.Build.Tasks;

/// <summary>Names for generated classes and namespaces.</summary>
internal static class CSharpNames
{
    /// <summary>The default class of a model: its file name in PascalCase and <c>Crossbar</c>.</summary>
    public static string ClassNameOf(string modelFile) => Pascal(Path.GetFileNameWithoutExtension(modelFile)) + "Crossbar";

    /// <summary>A namespace with every part made an identifier; project names such as <c>my-app</c> are none.</summary>
    public static string Namespace(string rootNamespace) =>
        string.Join(".", rootNamespace.Split('.').Where(part => part.Trim().Length > 0).Select(Identifier));

    /// <summary>Whether a name can be declared (keywords are the compiler's to refuse).</summary>
    public static bool IsIdentifier(string name) => name.Length > 0 && IsStart(name[0]) && name.All(IsPart);

    /// <summary>The nearest identifier: other characters become underscores.</summary>
    public static string Identifier(string name)
    {
        var trimmed = name.Trim();
        var text = string.Concat(trimmed.Select(c => IsPart(c) ? c : '_'));
        return text.Length > 0 && IsStart(text[0]) ? text : "_" + text;
    }

    private static string Pascal(string name)
    {
        var text = new StringBuilder();
        var startsWord = true;
        foreach (var c in name)
        {
            var isPart = IsPart(c) && c != '_';
            if (isPart)
                text.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = !isPart;
        }

        return text.Length > 0 && IsStart(text[0]) ? text.ToString() : "_" + text;
    }

    private static bool IsStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsPart(char c) => IsStart(c) || char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;
}
