using System.Collections.Immutable;
using System.Text.Json;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Studies;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Accuracy against the resolution of the converters.</summary>
/// <param name="Source">Where the figures are from, for people: a file's name.</param>
/// <param name="Rows">The software network, then the chips.</param>
public sealed record AccuracyPage(string Source, ImmutableArray<AccuracyStudyRow> Rows)
{
    /// <summary>Reads what <c>crossbar study accuracy --json</c> printed: an array of rows, or its file <c>accuracy.json</c>, which has them as <c>rows</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CompilationException">There is no such file (CBX0001), or no such study in it (CBX0007).</exception>
    public static AccuracyPage Read(string path)
    {
        if (!File.Exists(path))
            throw new CompilationException(Descriptors.FileNotFound, null, "The study", path, "");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var rows = json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.GetProperty("rows") : json.RootElement;
            var read = rows.Deserialize<ImmutableArray<AccuracyStudyRow>>(CompilationReport.JsonOptions);
            if (!read.IsDefaultOrEmpty && read.All(row => row is { Bits: not null, Mapping: not null, Conversion: not null }))
                return new AccuracyPage(Path.GetFileName(path), read);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Said below, as of a study of another kind.
        }

        throw new CompilationException(Descriptors.InvalidData, path, "This is no accuracy.json of 'crossbar study accuracy'. Run that study and name the file that it writes.");
    }
}
