using Crossbar.Runtime.Devices;

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
        // (Z·D·1)[i, j] is a sum along the row plus one along the column; both are monotone, their maxima lie at (i, N-1) and (0, j).
        double lambda = 0, access = 0;
        var columnDrop = new double[columns];
        var prefix = new double[columns];
        var total = new double[columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                total[j] += conductances[i * columns + j];
        }
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                prefix[j] += conductances[i * columns + j];
                columnDrop[j] += i == rows - 1 ? resistances.Output * total[j] : resistances.BitLine * prefix[j];
            }
        }
        var worstColumn = columnDrop.Max();
        for (var i = 0; i < rows; i++)
        {
            var row = conductances.AsSpan(i * columns, columns);
            double suffix = 0, drop = 0;
            for (var j = columns - 1; j >= 0; j--)
            {
                suffix += row[j];
                drop += (j == 0 ? resistances.Input : resistances.WordLine) * suffix;
                access = Math.Max(access, row[j]);
            }
            lambda = Math.Max(lambda, drop);
        }
        return new SlopeBounds(lambda + worstColumn + access * resistances.Access, Math.Sqrt(total.Max()), 1);
    }

    /// <summary>The bounds where slopes are up to <paramref name="ratio"/> times the conductances.</summary>
    public SlopeBounds Times(double ratio) => new(Lambda * ratio, Column * Math.Sqrt(ratio), ratio);
}
