using Crossbar.Compiler.Netlists.Decks;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Where a model's netlists are.</summary>
/// <param name="Folder">Their folder as a link with a slash at its end: relative to the page, or a file: URL of a folder that was named absolute.</param>
/// <param name="Files">The files, without the index.</param>
public sealed record NetlistLinks(string Folder, ImmutableArray<NetlistLink> Files)
{
    /// <summary>Links to netlists that were written.</summary>
    /// <param name="directory">The folder that they are in now.</param>
    /// <param name="fromPage">The folder as the page will find it: relative to the page, or absolute.</param>
    public static NetlistLinks? Of(string directory, string fromPage) => NetlistIndex.Read(directory) is { } index
        ? new NetlistLinks(Link(fromPage), [.. index.Entries.Select(e => new NetlistLink(e.File, e.Layer, e.Kind, e.Tile))])
        : null;

    /// <summary>The path from a page's folder to another.</summary>
    /// <param name="page">The page.</param>
    /// <param name="directory">The other folder.</param>
    public static string FromPage(string page, string directory) =>
        Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(page))!, Path.GetFullPath(directory));

    /// <summary>The decks of arrays, by the array's name in netlists.</summary>
    public IReadOnlyDictionary<string, string> ArrayDecks() =>
        Files.Where(f => f.Kind == NetlistKind.ArrayDeck).ToDictionary(f => Path.GetFileNameWithoutExtension(f.File), f => f.File, StringComparer.Ordinal);

    private static string Link(string path) => Path.IsPathRooted(path)
        ? new Uri(Path.GetFullPath(path)).AbsoluteUri.TrimEnd('/') + "/"
        : string.Concat(path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Uri.EscapeDataString(part) + "/"));
}
