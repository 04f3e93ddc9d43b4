using Crossbar.Build;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Bench;

/// <summary>
/// The list of a folder's arrays, a CSV file: after lines that begin with # a heading, then a line per physical array. Fields with a comma or a quote
/// are quoted, as usual.
/// </summary>
internal static class BenchIndex
{
    /// <summary>The index's file name.</summary>
    public const string File = "index.csv";

    private const int MaxErrors = 20;

    private const string Heading = "file,array,layer,tile,half,rows,columns,tolerance,deviation,word_lines,bit_lines,layer_name";

    private static readonly int FieldCount = Heading.Count(c => c == ',') + 1;

    /// <summary>The index as text.</summary>
    /// <param name="header">The lines that begin with #.</param>
    /// <param name="entries">The arrays, in order.</param>
    public static string Write(string header, IEnumerable<BenchEntry> entries)
    {
        var text = new StringBuilder(header).Append(Heading).Append('\n');
        foreach (var e in entries)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{e.File},{e.Number},{e.Layer},{e.Tile},{e.Half},{e.Rows},{e.Columns},{e.Tolerance.Greatest:G3},{e.Tolerance.Deviation:G3},{e.Lines.WordLines},{e.Lines.BitLines},{Quote(e.LayerName)}\n");
        }

        return text.ToString();
    }

    /// <summary>Reads an index; what tells nothing of the arrays' shapes and lines is not looked at.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="CompilationException">There is none (CBX0001), or it is no index (CBX0053).</exception>
    public static ImmutableArray<BenchEntry> Read(string directory)
    {
        var path = Path.Combine(directory, File);
        if (FileIdentity.Of(path, followsLink: true) is not { Kind: FileKind.File })
            throw new CompilationException(Descriptors.FileNotFound, path, "The index of measured conductances", path, " 'crossbar program' writes it: leave it with the files that were read back.");
        var lines = BenchText.ReadLines(path);
        var entries = ImmutableArray.CreateBuilder<BenchEntry>();
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        var (names, numbers) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), new Dictionary<int, int>());
        var hasHeading = false;
        for (var k = 0; k < lines.Length && errors.Count < MaxErrors; k++)
        {
            if (lines[k].Length == 0 || lines[k][0] == '#')
                continue;
            if (!hasHeading && lines[k] != Heading)
                throw new CompilationException([At(k, (FormattableString)$"its index must begin with the line '{Heading}'.")]);
            if (!hasHeading)
                hasHeading = true;
            else if (Parse(lines[k], k + 1) is not { } entry)
                errors.Add(At(k, $"this line of its index has not the {FieldCount} fields of an array, or numbers that cannot be."));
            else if (!numbers.TryAdd(entry.Number, k + 1))
                errors.Add(At(k, $"array {entry.Number} is there twice, first in line {numbers[entry.Number]}."));
            else if (!names.TryAdd(entry.File, k + 1))
                errors.Add(At(k, $"the file '{entry.File}' is that of two arrays; line {names[entry.File]} names it too."));
            else
                entries.Add(entry);
        }

        if (entries.Count == 0 && errors.Count == 0)
            errors.Add(At(-1, $"its index names no array."));
        return errors.Count > 0 ? throw new CompilationException(errors.ToImmutable()) : entries.ToImmutable();

        Diagnostic At(int line, FormattableString reason) =>
            Diagnostic.Create(Descriptors.InvalidMeasurement, path, FormattableString.Invariant(reason)) with { Line = line + 1, Column = line < 0 ? 0 : 1 };
    }

    private static BenchEntry? Parse(string line, int number)
    {
        // Names come last, so that only they can have commas.
        var fields = line.Split(',', FieldCount);
        var values = new int[6];
        for (var k = 0; k < values.Length; k++)
        {
            if (fields.Length < FieldCount || !int.TryParse(fields[k + 1].AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out values[k]))
                return null;
        }

        var file = fields[0].Trim();
        var isName = file.Length > 0 && file == Path.GetFileName(file) && file.AsSpan().IndexOfAny("/\\:\0") < 0 && file is not ("." or "..");
        return isName && values[4] > 0 && values[5] > 0
            ? new BenchEntry(file, values[0], values[4], values[5], new ArrayLines(fields[9].Trim(), fields[10].Trim()))
            {
                Layer = values[1], Tile = values[2], Half = values[3], LayerName = fields[11], Line = number,
            }
            : null;
    }

    private static string Quote(string name)
    {
        var visible = DisplayText.Of(name);
        return visible.AsSpan().IndexOfAny(",\"") < 0 ? visible : $"\"{visible.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
