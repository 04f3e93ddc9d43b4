using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary>What to tell the user of a programmed layer: one warning of a kind, about its worst array.</summary>
public static class ConversionWarnings
{
    // Half a thousandth of the range: what the closed forms may be off by, unsaid.
    private const double ClippingError = 5e-4;

    /// <summary>Share of the devices' range below which it is said how little there is.</summary>
    public const double LittleRange = 0.1;

    /// <summary>Whether there is something to say of an array.</summary>
    /// <param name="tile">The array as converted, without programming errors.</param>
    public static bool Concern(ConvertedTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        return IsClipped(tile) || IsInexact(tile) || IsNarrow(tile);
    }

    /// <summary>The warnings of one layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tiles">Its arrays as converted, without programming errors: those that they <see cref="Concern"/>, or all.</param>
    /// <param name="method">How they were converted.</param>
    /// <param name="mapping">How their weights are scaled.</param>
    /// <param name="hardware">Devices and wires.</param>
    public static IEnumerable<Diagnostic> Of(MappedLayer layer, ImmutableArray<ConvertedTile> tiles, ConversionMethod method, MappingOptions mapping, HardwareDesign hardware)
    {
        if (method == ConversionMethod.None)
            yield break;
        var advice = new FeasibilityAdvice(mapping, hardware);
        var arrays = layer.Tiles.Length;
        var clipped = tiles.Where(IsClipped).ToArray();
        if (clipped.Length > 0)
        {
            var worst = clipped.MaxBy(t => t.Impossible.Count)!;
            var cells = worst.Impossible;
            yield return Diagnostic.Create(
                Descriptors.ClippedCells, null, layer.Source.Name, clipped.Length, arrays, worst.Mapped.Place, cells.Count, worst.Conductances.Length,
                cells.Row, cells.BitLine, 100 * cells.Share, advice.For(worst.Mapped));
        }

        var inexact = tiles.Where(IsInexact).ToArray();
        if (inexact.Length > 0)
        {
            var worst = inexact.MaxBy(t => t.Quality.WorstError)!;
            yield return Diagnostic.Create(
                Descriptors.ConversionNotConverged, null, layer.Source.Name, inexact.Length, arrays, worst.Mapped.Place, worst.Quality.Solves,
                100 * worst.Quality.WorstError, advice.For(worst.Mapped));
        }

        var narrow = tiles.Where(IsNarrow).ToArray();
        if (narrow.Length > 0)
        {
            var worst = narrow.MinBy(t => t.Quality.UsedRange)!;
            yield return Diagnostic.Create(
                Descriptors.LittleRange, null, layer.Source.Name, narrow.Length, arrays, 100 * LittleRange, worst.Mapped.Place,
                100 * worst.Quality.UsedRange, advice.For(worst.Mapped));
        }
    }

    private static bool IsClipped(ConvertedTile tile) => tile.Impossible.Count > 0 && tile.Quality.WorstError > ClippingError;

    private static bool IsInexact(ConvertedTile tile) => !tile.IsConverged;

    private static bool IsNarrow(ConvertedTile tile) => tile.Impossible.Count == 0 && tile.IsConverged && tile.Quality.UsedRange < LittleRange;
}
