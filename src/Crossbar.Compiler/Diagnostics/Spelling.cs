using Crossbar.Build;

namespace Crossbar.Compiler.Diagnostics;

/// <summary>What someone who mistyped a name probably meant.</summary>
public static class Spelling
{
    private const int MaxDistance = 3;

    /// <summary>The candidate nearest to a word, if at most 3 edits and half of the word's letters away; the first of equals.</summary>
    /// <returns>The candidate, or null where none is near.</returns>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var best = Math.Min(MaxDistance, word.Length / 2) + 1;
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) >= best)
                continue;
            var distance = EditDistance.Between(word, candidate);
            if (distance >= best)
                continue;
            best = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>What follows a missing file's message: the nearest file name in its folder, or that there is no such folder.</summary>
    public static string NearestFile(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            return $" The folder '{folder}' does not exist either.";
        try
        {
            var names = Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
            return Nearest(Path.GetFileName(path), names) is { } name ? $" Did you mean '{name}'?" : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The question <c>did you mean 'x'? </c>, or nothing.</summary>
    internal static string DidYouMean(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } nearest ? $"did you mean '{nearest}'? " : "";
}
