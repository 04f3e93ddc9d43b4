using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// What the wires leave of each cell's conductance, by the closed form of <see cref="CurrentMatching"/>: all inputs are on, every cell passes a
/// known current, and the voltage across its memristor is left. Smooth in the currents, and as well known for a cell that is off, which
/// T/G is not: there the transfer T is what sneaks past it.
/// </summary>
internal static class FlatAttenuation
{
    /// <summary>What is taken for an attenuation that the closed form thinks not possible.</summary>
    public const double Least = 1e-3;

    /// <summary>The attenuation of every cell.</summary>
    /// <param name="arrays">Number of arrays.</param>
    /// <param name="rows">Word lines of each.</param>
    /// <param name="bitLines">Bit lines of each.</param>
    /// <param name="currents">What the cells pass for 1 V on every row, [arrays, rows, bitLines], in siemens.</param>
    /// <param name="wires">The wires.</param>
    /// <param name="attenuation">Receives the voltages across the memristors as shares of the input, [arrays, rows, bitLines].</param>
    /// <returns>The least of them; not positive where the wires leave a cell no voltage.</returns>
    public static double Measure(int arrays, int rows, int bitLines, ReadOnlySpan<double> currents, ArrayResistances wires, Span<double> attenuation)
    {
        var (least, cells) = (1.0, rows * bitLines);
        for (var a = 0; a < arrays; a++)
            least = Math.Min(least, MeasureArray(rows, bitLines, currents.Slice(a * cells, cells), wires, attenuation.Slice(a * cells, cells)));
        return least;
    }

    /// <summary>The attenuation of every cell of a converted tile.</summary>
    public static double[] Of(ConvertedTile tile, ArrayResistances wires)
    {
        var (layout, attenuation) = (tile.Mapped.Layout, new double[tile.Transfer.Length]);
        Measure(layout.ArrayCount, layout.RowCount, layout.BitLines, tile.Transfer, wires, attenuation);
        foreach (ref var share in attenuation.AsSpan())
            share = Math.Max(share, Least);
        return attenuation;
    }

    private static double MeasureArray(int m, int n, ReadOnlySpan<double> currents, ArrayResistances wires, Span<double> attenuation)
    {
        var drops = new WireDrops(m, n, wires).Of(currents);
        var least = 1.0;
        for (var k = 0; k < currents.Length; k++)
        {
            attenuation[k] = 1 - drops[k] - (wires.Access * currents[k]);
            least = Math.Min(least, attenuation[k]);
        }

        return least;
    }
}
