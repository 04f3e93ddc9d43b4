namespace Crossbar.Compiler.Outputs;

/// <summary>
/// The files of one run: what it reads and what it is going to write. Both are told as soon as they are known, in any order, and before
/// work begins: an output that is an input too, by whatever name, ends the run there. Not thread-safe.
/// </summary>
public sealed class RunFiles
{
    private readonly Dictionary<string, string> _inputs = [];
    private readonly Dictionary<string, string> _outputs = [];

    /// <summary>Tells of a file that is read.</summary>
    /// <param name="path">The file; one that is not there is somebody else's to report.</param>
    /// <exception cref="CompilationException">It is to be written as well (CBX0011).</exception>
    public void Reads(string path)
    {
        if (!IsPath(path))
            return;
        var place = PlaceOf(path);
        _inputs.TryAdd(place, path);
        if (_outputs.TryGetValue(place, out var output))
            throw Clash(output, $"the input '{path}'");
    }

    /// <summary>Tells of a file that is going to be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="form">What it may be written over.</param>
    /// <exception cref="CompilationException">
    /// It is an input or another output too (CBX0011); it is no plain file (CBX0012); it is a file of somebody else (CBX0013); or it is no path (CBX0010).
    /// </exception>
    public void Writes(string path, OutputForm form)
    {
        Demand(path, form);
        var place = PlaceOf(path);
        if (!_outputs.TryAdd(place, path))
            throw Clash(path, $"the output '{_outputs[place]}'");
    }

    /// <summary>Makes sure, once more, that a file can be written without harm.</summary>
    /// <param name="path">The file.</param>
    /// <param name="forms">What it may be written over.</param>
    /// <exception cref="CompilationException">It is an input (CBX0011), no plain file (CBX0012) or one of somebody else (CBX0013).</exception>
    public void Demand(string path, params ReadOnlySpan<OutputForm> forms)
    {
        if (!IsPath(path))
            throw new CompilationException(Descriptors.NotWritten, null, $"'{path}' is no path.");
        if (_inputs.TryGetValue(PlaceOf(path), out var input))
            throw Clash(path, $"the input '{input}'");
        OutputPlace.Demand(path, forms);
    }

    /// <summary>Whether a file is among those that are read.</summary>
    /// <param name="path">The file.</param>
    public bool IsInput(string path) => IsPath(path) && _inputs.ContainsKey(PlaceOf(path));

    private static bool IsPath(string path) => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal);

    private static CompilationException Clash(string output, string other) => new(Descriptors.OutputIsInput, output, Path.GetFileName(output), other);

    // A file that is not there yet is a name in a folder, which may be written in several ways itself.
    private static string PlaceOf(string path)
    {
        if (FileIdentity.Of(path, followsLink: true) is { } there)
            return FormattableString.Invariant($"{there.Volume}/{there.Number}");
        var full = Path.GetFullPath(path);
        var name = Path.GetFileName(full);
        var key = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? name.ToUpperInvariant() : name;
        return Path.GetDirectoryName(full) is { } parent && FileIdentity.Of(parent, followsLink: true) is { } folder
            ? FormattableString.Invariant($"{folder.Volume}/{folder.Number}/{key}") : full;
    }
}
