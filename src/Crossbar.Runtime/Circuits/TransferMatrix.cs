using System.Buffers;

namespace Crossbar.Runtime.Circuits;

/// <summary>The exact linear map of a crossbar array from input voltages to output currents: I = Vᵀ·T.</summary>
public static class TransferMatrix
{
    /// <summary>Solves the circuit of one linear array for all inputs at once. Thread-safe.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">Cell conductances, row-major [M, N], in siemens.</param>
    /// <param name="resistances">The parasitic resistances of the array.</param>
    /// <param name="transfer">Receives T, row-major [M, N], in siemens: the current of column j for 1 V at row i.</param>
    /// <exception cref="ArgumentException">A length does not fit M·N, or a conductance or resistance is negative or not finite.</exception>
    public static unsafe void Solve(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, Span<double> transfer)
    {
        ArrayArguments.Validate(rows, columns, conductances, resistances);
        if (transfer.Length != conductances.Length)
            throw new ArgumentException($"The transfer matrix needs {conductances.Length} elements, not {transfer.Length}.", nameof(transfer));

        var plan = EliminationPlan.Create(rows, columns, WirePattern.Of(resistances));
        var work = ArrayPool<double>.Shared.Rent(checked((int)(plan.FrontLength + plan.WorkLength + 8)));
        try
        {
            transfer.Clear();
            fixed (double* g = conductances, t = transfer, w = work)
            {
                var aligned = (double*)(((nuint)w + 63) & ~(nuint)63);
                new MeshElimination(columns, g, t, resistances).Reduce(plan, 0, 0, aligned, aligned + plan.FrontLength);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(work);
        }
    }
}
