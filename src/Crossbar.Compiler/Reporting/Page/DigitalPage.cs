using Crossbar.Compiler.Rtl;
using Crossbar.Compiler.Rtl.Verification;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>The digital half as hardware.</summary>
/// <param name="Chip">Its layers.</param>
/// <param name="Cells">What synthesis makes of them; empty where that is not known.</param>
public sealed record DigitalPage(RtlSummary Chip, ImmutableArray<RtlCellRow> Cells)
{
    /// <summary>The digital half of a chip with its cells.</summary>
    /// <param name="chip">The chip.</param>
    /// <param name="synthesis">The cells; null where they are not known.</param>
    /// <exception cref="CompilationException">The cells are those of another chip (CBX0007).</exception>
    internal static DigitalPage Of(RtlSummary chip, SynthesisFile? synthesis)
    {
        if (synthesis is null)
            return new DigitalPage(chip, []);
        var arrays = chip.Layers.Select(layer => (layer.Module, (long)layer.Arrays)).Append((chip.Top, 0)).Append((RtlCellRow.Total, chip.Layers.Sum(layer => (long)layer.Arrays)));
        return synthesis.Rows.Select(row => (row.Module, row.Arrays)).ToHashSet().SetEquals(arrays)
            ? new DigitalPage(chip, synthesis.Rows)
            : throw new CompilationException(Descriptors.InvalidData, synthesis.Path, $"The modules and their arrays are not those of {chip.Top}. Synthesise what 'crossbar rtl' writes of this model.");
    }
}
