using Crossbar.Compiler.Data;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Rtl.Verification;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>What <c>crossbar verify rtl --synthesis --json</c> printed.</summary>
/// <param name="Path">The file that has it.</param>
/// <param name="Rows">The cells of each layer, of what is beside them, and of all.</param>
public sealed record SynthesisFile(string Path, ImmutableArray<RtlCellRow> Rows)
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CompilationException">There is no such file (CBX0001), or no such rows are in it (CBX0007).</exception>
    public static SynthesisFile Read(string path)
    {
        if (!File.Exists(path))
            throw new CompilationException(Descriptors.FileNotFound, null, "The table of cells", path, "");
        try
        {
            var rows = JsonSerializer.Deserialize<ImmutableArray<RtlCellRow>>(BoundedFile.ReadAllBytes(path, "a table of cells"), ResultJson.Options);
            if (!rows.IsDefaultOrEmpty && rows.All(row => row is { Module: not null, Arrays: >= 0, Cells: >= 0, Multipliers: >= 0, FlipFlops: >= 0, MemoryBits: >= 0 })
                && rows.DistinctBy(row => row.Module).Count() == rows.Length)
                return new SynthesisFile(path, rows);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // Said below, as of rows that miss something.
        }

        throw new CompilationException(Descriptors.InvalidData, path, "These are no cells of hardware. Name a file with what 'crossbar verify rtl DIR --synthesis --json' printed.");
    }
}
