using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks;

/// <summary>Logs messages that have a code, with a link to the code's page in the package.</summary>
internal static class CodedLog
{
    // No subcategory: with one the line would read "Crossbar error CBX0003", which log parsers do not know.
    public static void Error(TaskLoggingHelper log, string code, string? file, int line, int column, string message) =>
        log.LogError(null, code, null, HelpLink(code, typeof(CodedLog).Assembly.Location), file, line, column, 0, 0, "{0}", DisplayText.Of(message));

    public static void Warning(TaskLoggingHelper log, string code, string? file, int line, int column, string message) =>
        log.LogWarning(null, code, null, HelpLink(code, typeof(CodedLog).Assembly.Location), file, line, column, 0, 0, "{0}", DisplayText.Of(message));

    /// <summary>The page about a code as a URI, in the package that has tasks/netstandard2.0/ASSEMBLY; null where there is none.</summary>
    public static string? HelpLink(string code, string assembly)
    {
        // A host that loads tasks from memory knows no place.
        if (assembly.Length == 0)
            return null;
        var page = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(assembly)!, "..", "..", "docs", "diagnostics", code + ".md"));
        return File.Exists(page) ? new Uri(page).AbsoluteUri : null;
    }
}
