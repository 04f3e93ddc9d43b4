namespace Crossbar.Runtime.Circuits;

/// <summary>The response of an array of linear cells to a step of its sources.</summary>
/// <remarks>
/// With capacitances C at the nodes and conductances G between them, what the voltages are short of their last values decays as d' = −C⁻¹G·d. A = G⁻¹C is
/// symmetric in the product ⟨x, y⟩ = xᵀCy, and one solution of the circuit applies it: Lanczos' method from the first d on gives a small matrix T whose exponential
/// exp(−T⁻¹t) takes the place of the large one (shift-and-invert Krylov subspaces: van den Eshof and Hochbruck, SIAM J. Sci. Comput. 27 (2006) 1438). The slowest
/// time constants are the first to be exact.
/// </remarks>
public static class StepAnalysis
{
    // The slowest time constants, which are what a read waits for, are exact to rounding long before.
    private const int MaxSteps = 24;

    /// <summary>Analyses one array.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">Memristors, row-major [M, N], in siemens.</param>
    /// <param name="resistances">The parasitic resistances of the array.</param>
    /// <param name="capacitances">What the wires have to be charged with.</param>
    /// <param name="voltages">Source voltages after the step [M], in volt; before it all are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not physical.</exception>
    public static StepResponse Solve(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, NodeCapacitances capacitances, ReadOnlySpan<double> voltages)
    {
        ArrayArguments.Validate(rows, columns, conductances, resistances);
        ArrayArguments.ValidateVoltages(rows, voltages);
        if (!(capacitances is { WordLine: >= 0, BitLine: >= 0 } && double.IsFinite(capacitances.WordLine + capacitances.BitLine)))
            throw new ArgumentException($"{capacitances} are no capacitances.", nameof(capacitances));
        var circuit = new ChargedArray(rows, columns, conductances, resistances.Merged, capacitances);
        var (rest, currents) = circuit.AtRest(voltages);
        var (basis, cells) = (new List<double[]>(), new List<double[]>());
        var (diagonal, offDiagonal) = (new List<double>(), new List<double>());
        var length = Math.Sqrt(circuit.Product(rest, rest));
        for (var next = Scaled(rest, length); length > 0 && basis.Count < MaxSteps;)
        {
            basis.Add(next);
            var image = circuit.Apply(next);
            // d = −A·d': so nodes without any capacitance have the voltages that follow from the others'.
            cells.Add(circuit.CurrentsOf(image));
            diagonal.Add(circuit.Product(image, next));
            // Against all before, twice: rounding would bring them back.
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var vector in basis)
                    Subtract(image, circuit.Product(image, vector), vector);
            }

            var beside = Math.Sqrt(circuit.Product(image, image));
            if (!(beside > 1e-12 * diagonal[0]))
                break;
            offDiagonal.Add(beside);
            next = Scaled(image, beside);
        }

        return Response(currents, cells, basis.ConvertAll(circuit.ChargesOf), [.. diagonal], [.. offDiagonal], length);
    }

    private static StepResponse Response(double[] currents, List<double[]> cells, List<double[]> charges, double[] diagonal, double[] offDiagonal, double length)
    {
        var steps = cells.Count;
        var (values, vectors) = TridiagonalMatrix.Eigen(diagonal, offDiagonal.AsSpan(0, Math.Max(0, steps - 1)));
        var order = Enumerable.Range(0, steps).Where(k => values[k] > 0).OrderByDescending(k => values[k]).ToArray();
        var amplitudes = new double[currents.Length * order.Length];
        for (var j = 0; j < currents.Length; j++)
        {
            for (var k = 0; k < order.Length; k++)
            {
                // What is short of a column's current is what its cells lack of voltage, and what its wire still has to be charged with.
                double sum = 0;
                for (var m = 0; m < steps; m++)
                    sum += (cells[m][j] + charges[m][j]) * vectors[(m * steps) + order[k]];
                amplitudes[(j * order.Length) + k] = sum / values[order[k]] * length * vectors[order[k]];
            }
        }

        return new StepResponse(currents, Array.ConvertAll(order, k => values[k]), amplitudes);
    }

    private static double[] Scaled(double[] vector, double length) => Array.ConvertAll(vector, x => x / length);

    private static void Subtract(double[] from, double factor, double[] vector)
    {
        for (var k = 0; k < from.Length; k++)
            from[k] -= factor * vector[k];
    }
}
