namespace Crossbar.Runtime.Circuits;

/// <summary>What the convergence of <see cref="NonlinearArray"/> is derived from.</summary>
/// <param name="Lambda">‖Z·D‖∞ at the greatest slopes D.</param>
/// <param name="Column">√ of the greatest column sum of the greatest slopes, in √siemens.</param>
/// <param name="Ratio">The greatest slope over the conductance: the same for all cells, or the greatest.</param>
internal readonly record struct SlopeBounds(double Lambda, double Column, double Ratio)
{
    /// <summary>The bounds of an array of linear cells.</summary>
    public static SlopeBounds OfLinear(int rows, int columns, double[] conductances, ArrayResistances resistances)
    {
        // (Z·D·1)[i, j] is a sum along the row plus one along the column.
        double row = 0, column = 0, greatest = 0;
        var line = new double[Math.Max(rows, columns)];
        for (var i = 0; i < rows; i++)
        {
            conductances.AsSpan(i * columns, columns).CopyTo(line);
            row = Math.Max(row, LineDrops.Greatest(line.AsSpan(0, columns), resistances.Input, resistances.WordLine, resistances.DriveEnds));
        }
        for (var j = 0; j < columns; j++)
        {
            // From the sense end up.
            var total = 0.0;
            for (var i = 0; i < rows; i++)
                total += line[rows - 1 - i] = conductances[i * columns + j];
            column = Math.Max(column, LineDrops.Greatest(line.AsSpan(0, rows), resistances.Output, resistances.BitLine, resistances.SenseEnds));
            greatest = Math.Max(greatest, total);
        }
        return new SlopeBounds(row + column + conductances.Max() * resistances.Access, Math.Sqrt(greatest), 1);
    }

    /// <summary>The bounds where slopes are up to <paramref name="ratio"/> times the conductances.</summary>
    public SlopeBounds Times(double ratio) => new(Lambda * ratio, Column * Math.Sqrt(ratio), ratio);
}
