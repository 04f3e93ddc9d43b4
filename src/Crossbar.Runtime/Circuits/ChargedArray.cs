using Crossbar.Runtime.Circuits.Elimination;

namespace Crossbar.Runtime.Circuits;

/// <summary>An array with capacitances at its nodes. Vectors are voltages of the word lines and then of the bit lines at every cell, [2, M, N].</summary>
internal sealed class ChargedArray
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly ArrayResistances _resistances;
    private readonly NodeCapacitances _capacitances;
    private readonly EliminationPlan _plan;

    // Of a cell with its access transistor.
    private readonly double[] _cells;

    // Nodes that hang on a source or on ground without any resistance: nothing is charged there. [2, M, N].
    private readonly bool[] _isFixed;

    public ChargedArray(int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, NodeCapacitances capacitances)
    {
        (_rows, _columns, _resistances, _capacitances) = (rows, columns, resistances, capacitances);
        _plan = EliminationPlan.CreateDriven(rows, columns, WirePattern.Of(resistances));
        _cells = new double[conductances.Length];
        for (var k = 0; k < _cells.Length; k++)
            _cells[k] = conductances[k] / (1 + (conductances[k] * resistances.Access));
        _isFixed = new bool[2 * _cells.Length];
        // A current into a node raises it, unless it is held.
        var raised = Solve(Enumerable.Repeat(1.0, 2 * _cells.Length).ToArray(), new double[rows]);
        for (var k = 0; k < raised.Length; k++)
            _isFixed[k] = raised[k] == 0;
    }

    /// <summary>The array at rest.</summary>
    /// <param name="voltages">Source voltages [M], in volt.</param>
    /// <returns>What the nodes are short of right after the step, nothing where they are held; and the column currents, in ampere.</returns>
    public (double[] Missing, double[] Currents) AtRest(ReadOnlySpan<double> voltages)
    {
        var rest = Solve(new double[2 * _cells.Length], voltages.ToArray());
        var currents = CurrentsOf(rest);
        for (var k = 0; k < rest.Length; k++)
            rest[k] = _isFixed[k] ? 0 : rest[k];
        return (rest, currents);
    }

    /// <summary>A·x = G⁻¹·C·x.</summary>
    public double[] Apply(double[] vector) => Solve(Charge(vector), new double[_rows]);

    /// <summary>⟨x, y⟩ = xᵀ·C·y.</summary>
    public double Product(double[] x, double[] y)
    {
        double words = 0, bits = 0;
        for (var k = 0; k < _cells.Length; k++)
        {
            words += x[k] * y[k];
            bits += x[_cells.Length + k] * y[_cells.Length + k];
        }

        return (_capacitances.WordLine * words) + (_capacitances.BitLine * bits);
    }

    /// <summary>The currents that cells pass at voltages, summed over each column.</summary>
    public double[] CurrentsOf(double[] vector)
    {
        var currents = new double[_columns];
        for (var k = 0; k < _cells.Length; k++)
            currents[k % _columns] += _cells[k] * (vector[k] - vector[_cells.Length + k]);
        return currents;
    }

    /// <summary>What the bit lines hold at voltages, in coulomb, summed over each column.</summary>
    public double[] ChargesOf(double[] vector)
    {
        var charges = new double[_columns];
        for (var k = 0; k < _cells.Length; k++)
            charges[k % _columns] += _capacitances.BitLine * vector[_cells.Length + k];
        return charges;
    }

    private double[] Charge(double[] vector)
    {
        var charge = new double[vector.Length];
        for (var k = 0; k < charge.Length; k++)
            charge[k] = (k < _cells.Length ? _capacitances.WordLine : _capacitances.BitLine) * vector[k];
        return charge;
    }

    // Voltages for currents into the nodes, [2, M, N], and sources.
    private double[] Solve(double[] currents, double[] sources)
    {
        var voltages = new double[2 * _cells.Length];
        NodalElimination.Solve(
            _plan, _resistances, _cells, currents.AsSpan(0, _cells.Length), currents.AsSpan(_cells.Length), sources,
            voltages.AsSpan(0, _cells.Length), voltages.AsSpan(_cells.Length));
        return voltages;
    }
}
