using System.Runtime.CompilerServices;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Power;

/// <summary>The power of linear arrays, exact on any number of windows by one solution of the circuit and one more for the cells' part.</summary>
internal static class LinearTilePower
{
    // All conductances of the cells by this much: the difference quotient's own error is then as small as that of rounding, about 1e-7.
    private const double Change = 1.0 / (1 << 22);

    /// <summary>Measures one array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="moments">Second moments of its inputs, [M, M], in V².</param>
    /// <param name="hardware">The chip.</param>
    public static TilePower Measure(ProgrammedArray array, double[] moments, HardwareDesign hardware)
    {
        var layout = array.Layout;
        var (rows, lines) = (layout.RowCount, layout.BitLines);
        var onWires = OnWires(layout, moments);
        var fullScale = Enumerable.Repeat(hardware.InputVoltage, rows).ToArray();
        double mean = 0, cells = 0, greatest = 0;
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            // Inverted inputs draw the same power.
            var conductances = array.Conductances.AsSpan(a * rows * lines, rows * lines);
            var circuit = Solve(rows, lines, conductances, hardware.Resistances, 1);
            var more = Solve(rows, lines, conductances, hardware.Resistances, 1 + Change);
            var power = circuit.MeanPower(onWires);
            mean += power;
            // Of a circuit with given sources, dP/dg = v² for every conductance g with voltage v (Tellegen's theorem): the cells' Σ g·v² is how
            // P grows with the logarithm of them all.
            cells += Math.Clamp((more.MeanPower(onWires) - power) / Change, 0, power);
            greatest += circuit.Power(fullScale);
        }

        return new TilePower(mean, cells, greatest);
    }

    // From the order of the inputs to that of the word lines.
    private static double[] OnWires(ArrayLayout layout, double[] moments)
    {
        if (layout.RowOrder.IsEmpty)
            return moments;
        var rows = layout.RowCount;
        var order = layout.RowOrder.AsSpan();
        var onWires = new double[moments.Length];
        for (var i = 0; i < rows; i++)
        {
            var own = moments.AsSpan(order[i] * rows, rows);
            for (var k = 0; k < rows; k++)
                onWires[(i * rows) + k] = own[order[k]];
        }

        return onWires;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static InputAdmittance Solve(int rows, int lines, ReadOnlySpan<float> cells, ArrayResistances resistances, double factor)
    {
        var conductances = new double[cells.Length];
        for (var k = 0; k < conductances.Length; k++)
            conductances[k] = factor * cells[k];
        return InputAdmittance.Solve(rows, lines, conductances, resistances with { Access = resistances.Access / factor });
    }
}
