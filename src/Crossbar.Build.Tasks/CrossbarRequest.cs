namespace Crossbar.Build.Tasks;

/// <summary>
/// What the tool is asked to do for one model. The file is both the tool's command line and, being written only when it differs,
/// the memory of every option: docs/architecture.md has the format. The diagnostics file is not in it but on the command line, since
/// <c>describe</c> and <c>compile</c> share the request and a person who replays it wants the errors on the terminal.
/// </summary>
/// <param name="Model">The ONNX file, absolute.</param>
/// <param name="Metadata">The item's metadata, in the order in which they are written.</param>
/// <param name="BaseDirectory">The folder that relative paths in metadata start from.</param>
/// <param name="OutputDirectory">Where the tool writes.</param>
/// <param name="Origin">The file that errors in metadata are attributed to; empty when unknown.</param>
/// <param name="ToolVersion">The package's version: a request of another version is another request.</param>
internal sealed record CrossbarRequest(
    string Model,
    IReadOnlyList<KeyValuePair<string, string>> Metadata,
    string BaseDirectory,
    string OutputDirectory,
    string Origin,
    string ToolVersion)
{
    /// <summary>Where the HTML page will find the netlists once both are copied, relative to it or absolute; a dash for a page without links, empty where there is no page.</summary>
    public string NetlistLinks { get; init; } = string.Empty;

    private static readonly string[] FileMetadata = ["CalibrationData", "Labels", "Hardware", "FaultMap", "NetlistSubcircuit"];

    // Folders of CSV files.
    private static readonly string[] FolderMetadata = ["MeasuredConductances"];

    /// <summary>Every file that the request names, absolute: the model first, those in folders last.</summary>
    public IEnumerable<string> InputFiles => Named(FileMetadata).Prepend(Model).Concat(Named(FolderMetadata).SelectMany(FilesIn));

    private IEnumerable<string> Named(string[] metadata) => Metadata
        .Where(m => metadata.Contains(m.Key, StringComparer.OrdinalIgnoreCase))
        .Select(m => Path.GetFullPath(Path.Combine(BaseDirectory, m.Value)));

    // A folder that is not there is a file that is not there, until it is.
    private static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.csv").OrderBy(path => path, StringComparer.Ordinal)
        : [folder];

    /// <summary>Reads a request file.</summary>
    /// <exception cref="InvalidDataException">The file is no request.</exception>
    public static CrossbarRequest Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>Reads a request's text.</summary>
    /// <exception cref="InvalidDataException">The text is no request.</exception>
    public static CrossbarRequest Parse(string text)
    {
        string? model = null;
        var metadata = new List<KeyValuePair<string, string>>();
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        using var lines = text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').GetEnumerator();
        while (lines.MoveNext())
        {
            var token = lines.Current;
            if (!token.StartsWith("--", StringComparison.Ordinal))
                model = token;
            else if (!lines.MoveNext())
                throw new InvalidDataException($"The request ends after '{token}'.");
            else if (token == "--metadata")
                metadata.Add(ParsePair(lines.Current));
            else
                options[token] = lines.Current;
        }

        return new CrossbarRequest(
            model ?? throw new InvalidDataException("The request names no model."),
            metadata,
            Required("--base-directory"),
            Required("--output-directory"),
            options.TryGetValue("--origin", out var origin) ? origin : string.Empty,
            Required("--tool-version"))
        {
            NetlistLinks = options.TryGetValue("--netlist-links", out var links) ? links : string.Empty,
        };

        string Required(string option) =>
            options.TryGetValue(option, out var value) ? value : throw new InvalidDataException($"The request has no '{option}'.");
    }

    /// <summary>The request's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("# written by Crossbar.Build ").Append(ToolVersion).Append("; replay with: crossbar compile @THIS_FILE\n");
        text.Append(Model).Append('\n');
        foreach (var pair in Metadata)
            AppendOption(text, "--metadata", $"{pair.Key}={pair.Value}");
        AppendOption(text, "--base-directory", BaseDirectory);
        AppendOption(text, "--output-directory", OutputDirectory);
        // An empty line is no token.
        if (NetlistLinks.Length > 0)
            AppendOption(text, "--netlist-links", NetlistLinks);
        if (Origin.Length > 0)
            AppendOption(text, "--origin", Origin);
        AppendOption(text, "--tool-version", ToolVersion);
        return text.ToString();
    }

    private static KeyValuePair<string, string> ParsePair(string token)
    {
        var equals = token.IndexOf('=');
        return equals > 0
            ? new(token.Substring(0, equals), token.Substring(equals + 1))
            : throw new InvalidDataException($"'{token}' is not Name=Value.");
    }

    private static void AppendOption(StringBuilder text, string option, string value) => text.Append(option).Append('\n').Append(value).Append('\n');
}
