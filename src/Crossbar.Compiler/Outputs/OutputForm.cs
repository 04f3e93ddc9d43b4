namespace Crossbar.Compiler.Outputs;

/// <summary>How one recognises a file that this tool wrote: by its first bytes. Any other file is somebody else's, and is not written over.</summary>
public sealed class OutputForm
{
    private const int HeadLength = 4096;

    private readonly ImmutableArray<string> _beginnings;
    private readonly string _mark;

    private OutputForm(ImmutableArray<string> beginnings, string mark) => (_beginnings, _mark) = (beginnings, mark);

    /// <summary>Files that begin with one of some texts.</summary>
    public static OutputForm Beginning(params ImmutableArray<string> beginnings) => new(beginnings, "");

    /// <summary>Files that have a text within their first 4 KiB.</summary>
    public static OutputForm Holding(string mark) => new([""], mark);

    /// <summary>Files that begin with a text and have another soon after.</summary>
    public static OutputForm BeginningAndHolding(string beginning, string mark) => new([beginning], mark);

    /// <summary>Whether a plain file is of this form; an empty one, which holds nothing that could be lost, is of every form.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public bool Fits(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Span<byte> bytes = stackalloc byte[HeadLength];
        var head = Encoding.Latin1.GetString(bytes[..file.ReadAtLeast(bytes, HeadLength, throwOnEndOfStream: false)]);
        return head.Length == 0
            || (_beginnings.Any(beginning => head.StartsWith(beginning, StringComparison.Ordinal)) && head.Contains(_mark, StringComparison.Ordinal));
    }
}
