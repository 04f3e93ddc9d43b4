using MathNet.Numerics.LinearAlgebra;

namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>The independent reference: nodal analysis with MathNet's dense LU, all node voltages for every unit input.</summary>
internal static class DenseNodalAnalysis
{
    /// <summary>T, row-major [M, N].</summary>
    public static double[] Transfer(int rows, int columns, double[] conductances, ArrayResistances resistances)
    {
        var network = new ResistorNetwork(rows, columns, conductances, resistances);
        var voltages = NodeVoltages(network, Matrix<double>.Build.DenseIdentity(rows));
        var transfer = new double[rows * columns];
        foreach (var (from, to, g) in network.Elements)
        {
            Collect(network.Root(from), network.Root(to), g);
            Collect(network.Root(to), network.Root(from), g);
        }
        return transfer;

        void Collect(int node, int sink, double g)
        {
            if (sink < rows || sink >= rows + columns)
                return;
            for (var i = 0; i < rows; i++)
                transfer[i * columns + sink - rows] += g * voltages[node, i];
        }
    }

    /// <summary>Voltages [node, input] for the given source voltages [M, input].</summary>
    public static Matrix<double> NodeVoltages(ResistorNetwork network, Matrix<double> sources)
    {
        var terminals = network.Rows + network.Columns;
        var free = Enumerable.Range(terminals, network.NodeCount - terminals).Where(n => network.Root(n) == n).ToArray();
        var place = free.Select((node, k) => (node, k)).ToDictionary(p => p.node, p => p.k);
        var result = Matrix<double>.Build.Dense(network.NodeCount, sources.ColumnCount);
        result.SetSubMatrix(0, 0, sources);
        if (free.Length > 0)
        {
            var admittance = Matrix<double>.Build.Dense(free.Length, free.Length);
            var injected = Matrix<double>.Build.Dense(free.Length, sources.ColumnCount);
            foreach (var (from, to, g) in network.Elements)
            {
                Stamp(network.Root(from), network.Root(to), g);
                Stamp(network.Root(to), network.Root(from), g);
            }
            var solution = admittance.LU().Solve(injected);
            foreach (var node in free)
                result.SetRow(node, solution.Row(place[node]));

            void Stamp(int node, int other, double g)
            {
                if (node < terminals || node == other)
                    return;
                var k = place[node];
                admittance[k, k] += g;
                if (other >= terminals)
                    admittance[k, place[other]] -= g;
                else if (other < network.Rows)
                    injected.SetRow(k, injected.Row(k) + g * sources.Row(other));
            }
        }
        for (var node = terminals; node < network.NodeCount; node++)
            result.SetRow(node, result.Row(network.Root(node)));
        return result;
    }
}
