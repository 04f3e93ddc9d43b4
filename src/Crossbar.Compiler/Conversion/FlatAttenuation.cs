using Crossbar.Runtime;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// What the wires leave of a cell's conductance, by the closed form of <see cref="CurrentMatching"/>: all inputs on, every cell passing its
/// target, the voltage across each memristor as a share of its row's. Smooth in the target, and as well known for a cell that is off.
/// </summary>
internal static class FlatAttenuation
{
    /// <summary>The attenuation of every cell.</summary>
    /// <param name="cells">The cells; the target of one is floor + range·value.</param>
    /// <param name="hardware">Wires.</param>
    /// <param name="floor">What value 0 stands for, in siemens.</param>
    /// <param name="range">What value 1 adds, in siemens.</param>
    /// <param name="attenuation">Receives the shares, [Arrays, Rows, BitLines].</param>
    /// <returns>The least of them; not positive where the wires leave a cell no voltage.</returns>
    public static double Measure(CellGrid cells, HardwareDesign hardware, double floor, double range, Span<double> attenuation)
    {
        var least = 1.0;
        for (var a = 0; a < cells.Arrays; a++)
        {
            var first = a * cells.Rows * cells.BitLines;
            least = Math.Min(least, MeasureArray(cells, hardware, floor, range, first, attenuation[first..(first + (cells.Rows * cells.BitLines))]));
        }

        return least;
    }

    private static double MeasureArray(CellGrid cells, HardwareDesign hardware, double floor, double range, int first, Span<double> attenuation)
    {
        var (m, n, wires) = (cells.Rows, cells.BitLines, hardware.Resistances);
        // The voltage of each bit line below the present row rises from the sense end by the currents of all rows above.
        var (sums, bottom) = (new double[n], new double[n]);
        for (var k = 0; k < m * n; k++)
            sums[k % n] += Target(cells, first + k, floor, range);
        for (var j = 0; j < n; j++)
            bottom[j] = wires.Output * sums[j];
        var least = 1.0;
        for (var i = m - 1; i >= 0; i--)
        {
            double rest = 0;
            for (var j = 0; j < n; j++)
                rest += Target(cells, first + (i * n) + j, floor, range);
            var top = 1 - (wires.Input * rest);
            for (var j = 0; j < n; j++)
            {
                var target = Target(cells, first + (i * n) + j, floor, range);
                if (j > 0)
                    top -= wires.WordLine * rest;
                rest -= target;
                var share = top - bottom[j] - (wires.Access * target);
                attenuation[(i * n) + j] = share;
                least = Math.Min(least, share);
                sums[j] -= target;
                bottom[j] += wires.BitLine * sums[j];
            }
        }

        return least;
    }

    private static double Target(CellGrid cells, int cell, double floor, double range) =>
        cells.Absent is not null && cells.Absent[cell] ? 0 : floor + (range * cells.Values[cell]);
}
