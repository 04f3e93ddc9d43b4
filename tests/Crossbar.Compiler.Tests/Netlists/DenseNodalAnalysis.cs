using MathNet.Numerics.LinearAlgebra;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>
/// An independent solution of an array by modified nodal analysis (Ho, Ruehli and Brennan, 1975): each wire's current is an unknown of
/// its own, v_a − v_b = R·i, so that a resistance of zero needs no special case. Dense, for small arrays.
/// </summary>
internal sealed class DenseNodalAnalysis
{
    private readonly List<(int Row, int Column, double Value)> _entries = [];
    private readonly List<(int Row, double Value)> _rightSide = [];
    private readonly int _rows;
    private readonly int _columns;
    private int _unknowns;

    private DenseNodalAnalysis(int rows, int columns)
    {
        _rows = rows;
        _columns = columns;
        _unknowns = rows + columns + (3 * rows * columns);
    }

    /// <summary>The column currents [N], in ampere.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">Cells, [M, N], in siemens.</param>
    /// <param name="resistances">The wires.</param>
    /// <param name="voltages">Source voltages [M], in volt.</param>
    /// <param name="grounds">Voltages of the virtual grounds [N], in volt; empty where all are 0.</param>
    public static double[] Solve(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, ReadOnlySpan<double> voltages, ReadOnlySpan<double> grounds = default)
    {
        var circuit = new DenseNodalAnalysis(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            circuit.Fix(Source(i), voltages[i]);
            circuit.Wire(Source(i), circuit.Cell(i, 0, 0), resistances.Input);
            // A second wire of no resistance between two nodes would carry any current.
            if (resistances.DriveEnds == LineEnds.Both && (resistances.Input > 0 || (resistances.WordLine > 0 && columns > 1)))
                circuit.Wire(Source(i), circuit.Cell(i, columns - 1, 0), resistances.Input);
            for (var j = 0; j < columns; j++)
            {
                if (j + 1 < columns)
                    circuit.Wire(circuit.Cell(i, j, 0), circuit.Cell(i, j + 1, 0), resistances.WordLine);
                if (i + 1 < rows)
                    circuit.Wire(circuit.Cell(i, j, 2), circuit.Cell(i + 1, j, 2), resistances.BitLine);
                circuit.Conductance(circuit.Cell(i, j, 0), circuit.Cell(i, j, 1), conductances[(i * columns) + j]);
                circuit.Wire(circuit.Cell(i, j, 1), circuit.Cell(i, j, 2), resistances.Access);
            }
        }

        var currents = new int[columns];
        for (var j = 0; j < columns; j++)
        {
            circuit.Wire(circuit.Cell(rows - 1, j, 2), circuit.Ground(j), resistances.Output);
            if (resistances.SenseEnds == LineEnds.Both && (resistances.Output > 0 || (resistances.BitLine > 0 && rows > 1)))
                circuit.Wire(circuit.Cell(0, j, 2), circuit.Ground(j), resistances.Output);
            currents[j] = circuit.Fix(circuit.Ground(j), grounds.IsEmpty ? 0 : grounds[j]);
        }

        var matrix = Matrix<double>.Build.Dense(circuit._unknowns, circuit._unknowns);
        foreach (var (row, column, value) in circuit._entries)
            matrix[row, column] += value;
        var rightSide = Vector<double>.Build.Dense(circuit._unknowns);
        foreach (var (row, value) in circuit._rightSide)
            rightSide[row] += value;
        var factors = matrix.LU();
        var solution = factors.Solve(rightSide);

        // One step of iterative refinement: the answer is to be better than what it judges.
        solution += factors.Solve(rightSide - (matrix * solution));
        return [.. currents.Select(c => solution[c])];
    }

    private static int Source(int i) => i;

    private int Ground(int j) => _rows + j;

    /// <summary>A cell's node: 0 on the word line, 1 between memristor and access transistor, 2 on the bit line.</summary>
    private int Cell(int i, int j, int level) => _rows + _columns + (3 * ((i * _columns) + j)) + level;

    private void Conductance(int a, int b, double value)
    {
        _entries.AddRange([(a, a, value), (b, b, value), (a, b, -value), (b, a, -value)]);
    }

    private void Wire(int a, int b, double resistance)
    {
        var current = _unknowns++;
        _entries.AddRange([(a, current, 1), (b, current, -1), (current, a, 1), (current, b, -1), (current, current, -resistance)]);
    }

    /// <summary>Holds a node at a voltage by a source to ground; the unknown is the current that flows into it.</summary>
    private int Fix(int node, double voltage)
    {
        var current = _unknowns++;
        _entries.AddRange([(node, current, 1), (current, node, 1)]);
        _rightSide.Add((current, voltage));
        return current;
    }
}
