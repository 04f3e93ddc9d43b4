using MathNet.Numerics.LinearAlgebra;

namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>
/// An independent solution of an array of sinh cells: dense nodal analysis of resistors whose conductances are the cells' secants I(v)/v,
/// again and again until the voltages no longer change. For small arrays without access transistors.
/// </summary>
internal static class SecantReference
{
    /// <summary>The column currents, in ampere.</summary>
    public static double[] ColumnCurrents(int rows, int columns, double[] g, ArrayResistances resistances, double[] voltages, double kappa, double sense)
    {
        Assert.Equal(0, resistances.Access);
        var sources = Matrix<double>.Build.Dense(rows, 1, voltages);
        var secants = (double[])g.Clone();
        var cells = new double[g.Length];
        for (var round = 0; ; round++)
        {
            var network = new ResistorNetwork(rows, columns, secants, resistances);
            var nodes = DenseNodalAnalysis.NodeVoltages(network, sources);
            var change = 0.0;
            var currents = new double[columns];
            for (var k = 0; k < g.Length; k++)
            {
                var v = nodes[network.Word(k / columns, k % columns), 0] - nodes[network.Bit(k / columns, k % columns), 0];
                change = Math.Max(change, Math.Abs(v - cells[k]));
                cells[k] = v;
                var perSiemens = sense * Math.Sinh(kappa * v) / Math.Sinh(kappa * sense);
                currents[k % columns] += g[k] * perSiemens;
                secants[k] = g[k] * (v == 0 ? kappa * sense / Math.Sinh(kappa * sense) : perSiemens / v);
            }

            if (change < 1e-14)
                return currents;
            Assert.True(round < 200, $"The reference does not converge: {change} V.");
        }
    }
}
