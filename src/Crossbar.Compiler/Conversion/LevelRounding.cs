using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Samples;
using MathNet.Numerics.LinearAlgebra;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// Rounds a converted tile to a finite number of evenly spaced levels after its conversion. Down each bit line the error of rounding one cell
/// is made up for by those that are still to be rounded, so that the expected squared error of the column's current over the
/// calibration data is small (the column-wise scheme of Frantar et al., "GPTQ", 2022, with the second moments of the row voltages). Of several copies of a line each
/// makes up for what those before it could not meet, so that their sum has levels between the devices' own.
/// </summary>
internal static class LevelRounding
{
    // A share of the mean power is added to every row's own: a handful of windows must not look certain.
    private const double Damping = 0.01;

    /// <summary>Rounds a converted tile.</summary>
    /// <param name="layer">The tile's layer.</param>
    /// <param name="tile">The tile as converted.</param>
    /// <param name="samples">What the layer sees of the calibration data.</param>
    /// <param name="levels">Number of levels from G_min to G_max, at least 2.</param>
    /// <param name="scope">Which DACs share a range.</param>
    /// <param name="hardware">Devices and wires.</param>
    public static ConvertedTile Round(MappedLayer layer, ConvertedTile tile, LayerSamples samples, int levels, DacRangeScope scope, HardwareDesign hardware)
    {
        var layout = tile.Mapped.Layout;
        var correction = CorrectionFactors(layer, tile.Mapped, samples, scope);
        var cells = new Cells(tile, FlatAttenuation.Of(tile, hardware.Resistances), tile.Mapped.FixedCells());
        var grid = new LevelGrid(hardware, levels);
        var conductances = Array.ConvertAll(tile.Conductances, g => (double)g);
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            foreach (var copies in Enumerable.Range(0, layout.BitLines).GroupBy(j => layout.RoleOf(layout.LineOf(j)) is { } line ? line with { Copy = 0 } : (ArrayLine?)null))
            {
                var owed = new double[layout.RowCount];
                foreach (var j in copies)
                    RoundColumn(cells, conductances, (a * layout.RowCount * layout.BitLines) + j, owed, correction, grid);
            }
        }

        return tile.Reprogram(hardware, conductances);
    }

    // What is owed of each row's transfer by the line's copies before it is added to what it is to meet, and becomes what it leaves.
    private static void RoundColumn(Cells cells, double[] conductances, int first, double[] owed, double[,] correction, LevelGrid grid)
    {
        var (m, n) = (cells.Tile.Mapped.RowCount, cells.Tile.Mapped.Layout.BitLines);
        var wanted = new double[m];
        for (var i = 0; i < m; i++)
            wanted[i] = owed[i] += cells.Wanted(first + (i * n));
        for (var i = 0; i < m; i++)
        {
            var cell = first + (i * n);
            // What is not programmed, or is not there, hands on what it cannot make up for.
            if (!cells.IsFixed[cell])
                conductances[cell] = grid.Nearest((wanted[i] - cells.Sneak(cell)) / cells.Own(cell));
            owed[i] = owed[i] - cells.Sneak(cell) - (cells.Own(cell) * conductances[cell]);
            var error = (wanted[i] - cells.Sneak(cell) - (cells.Own(cell) * conductances[cell])) / correction[i, i];
            for (var k = i + 1; k < m; k++)
                wanted[k] -= error * correction[i, k];
        }
    }

    // The upper Cholesky factor U of the inverse of the second moments H of the row voltages, H⁻¹ = UᵀU: row i tells how the error of
    // row i is best spread over the rows after it.
    private static double[,] CorrectionFactors(MappedLayer layer, MappedTile tile, LayerSamples samples, DacRangeScope scope)
    {
        var m = tile.RowCount;
        // Not the DACs' range, which is chosen later.
        var low = Math.Min(0, System.Numerics.Tensors.TensorPrimitives.Min(samples.MetBy(layer.RowsOf(tile), scope)));
        var rows = new double[m][];
        for (var i = 0; i < m; i++)
        {
            var row = samples.Row((tile.Group * layer.Source.KernelLength) + tile.FirstRow + tile.Layout.InputOf(i));
            rows[i] = new double[row.Length];
            for (var k = 0; k < row.Length; k++)
                rows[i][k] = row[k] - low;
        }

        var moments = new double[m, m];
        double power = 0;
        for (var i = 0; i < m; i++)
        {
            for (var k = i; k < m; k++)
                moments[i, k] = moments[k, i] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(rows[i], rows[k]) / samples.Count;
            power += moments[i, i] / m;
        }

        for (var i = 0; i < m; i++)
            moments[i, i] += Math.Max(Damping * power, double.Epsilon * 1e20);
        // Of the inverse, whose lower factor is Uᵀ.
        return Matrix<double>.Build.DenseOfArray(moments).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(m)).Cholesky().Factor.Transpose().ToArray();
    }

    // A converted tile: rounding is to keep its transfer, but for cells that no conversion chooses, which never met their targets.
    private sealed record Cells(ConvertedTile Tile, double[] Attenuation, bool[] IsFixed)
    {
        public double Own(int cell) => Tile.Secant.Slope(Tile.Conductances[cell], cell / (Tile.Conductances.Length / Tile.Mapped.Layout.ArrayCount)) * Attenuation[cell];

        public double Sneak(int cell) => Tile.Transfer[cell] - (Own(cell) * Tile.Conductances[cell]);

        public double Wanted(int cell) => IsFixed[cell] ? Tile.Mapped.Target.TransferOf(cell, Tile.Window) : Tile.Transfer[cell];
    }

    private readonly record struct LevelGrid(HardwareDesign Hardware, int Levels)
    {
        public double Nearest(double conductance)
        {
            var step = (Hardware.MaxConductance - Hardware.MinConductance) / (Levels - 1);
            return Hardware.MinConductance + (Math.Clamp(Math.Round((conductance - Hardware.MinConductance) / step), 0, Levels - 1) * step);
        }
    }
}
