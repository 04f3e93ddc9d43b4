namespace Crossbar.Compiler.Export;

/// <summary>Whether a chip's sums are the same wherever they are computed (<see cref="CodeSlices"/>).</summary>
public static class ExactSums
{
    /// <summary>Warns of a network with layers whose sums are not (CBX1082), once for all of them.</summary>
    /// <param name="design">The compiled network.</param>
    /// <param name="file">The file that the warning is about.</param>
    /// <param name="diagnostics">Receives the warning.</param>
    public static void Check(NetworkDesign design, string file, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var layers = design.Layers.OfType<CrossbarConvolution>().Where(IsInexact).ToArray();
        if (layers.Length == 0)
            return;
        var first = layers[0];
        var rows = first.Tiles.Max(tile => tile.RowCount);
        var more = layers.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {layers.Length - 1} more");
        var (cause, remedy) = first.DacBits == 0
            ? ("with DacBits=0 what its rows get are no whole numbers", "DACs of 1 to 14 bits make them exact on up to 128 rows.")
            : (string.Create(CultureInfo.InvariantCulture, $"codes of {first.DacBits} bits on {rows} rows leave no room for exact sums"),
                string.Create(CultureInfo.InvariantCulture, $"Use DacBits={MaxBits(rows)} or MaxRows={CodeSlices.MaxRows(first.DacBits)}."));
        diagnostics.Report(Descriptors.InexactSums, file, first.Name, more, cause, remedy);
    }

    // With no converter at all nothing turns a last bit into a code.
    private static bool IsInexact(CrossbarConvolution layer) =>
        (layer.DacBits > 0 || layer.AdcBits > 0) && layer.Tiles.Any(tile => tile.RowCount > CodeSlices.MaxRows(layer.DacBits));

    private static int MaxBits(int rows)
    {
        var bits = 1;
        while (CodeSlices.MaxRows(bits + 1) >= rows)
            bits++;
        return bits;
    }
}
