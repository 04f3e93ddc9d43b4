namespace Crossbar.Build.Tasks;

/// <summary>One line of a diagnostics file.</summary>
/// <param name="IsError">Error or warning.</param>
/// <param name="Code">CBX and four digits.</param>
/// <param name="File">The file at fault.</param>
/// <param name="Line">Its line, 0 when unknown.</param>
/// <param name="Column">Its column, 0 when unknown.</param>
/// <param name="Message">The text.</param>
internal sealed record DiagnosticLine(bool IsError, string Code, string File, int Line, int Column, string Message)
{
    private const string Error = "error";
    private const string Warning = "warning";

    /// <summary>The diagnostics in a file; none when it does not exist.</summary>
    /// <exception cref="InvalidDataException">A line has another form.</exception>
    public static IReadOnlyList<DiagnosticLine> ReadAll(string path) => System.IO.File.Exists(path)
        ? [.. System.IO.File.ReadAllText(path).Split('\n').Where(line => line.Length > 0).Select(Parse)]
        : [];

    /// <summary>Reads one line.</summary>
    /// <exception cref="InvalidDataException">The line has another form.</exception>
    public static DiagnosticLine Parse(string line)
    {
        var fields = TabbedLine.Split(line);
        if (fields.Length != 6 || fields[0] is not (Error or Warning) || !TryNumber(fields[3], out var row) || !TryNumber(fields[4], out var column))
            throw new InvalidDataException($"'{line}' is no line of a diagnostics file.");
        return new DiagnosticLine(fields[0] == Error, fields[1], fields[2], row, column, fields[5]);
    }

    /// <inheritdoc/>
    public override string ToString() => TabbedLine.Join(
        IsError ? Error : Warning,
        Code,
        File,
        Line.ToString(CultureInfo.InvariantCulture),
        Column.ToString(CultureInfo.InvariantCulture),
        Message);

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
