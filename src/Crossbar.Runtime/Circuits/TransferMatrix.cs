using System.Buffers;
using Crossbar.Runtime.Circuits.Elimination;

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
    /// <exception cref="InsufficientMemoryException">The work space is more than there can be: with M rows it grows as M² at least.</exception>
    public static void Solve(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, Span<double> transfer) =>
        Solve(rows, columns, conductances, resistances, transfer, []);

    /// <summary>Solves the circuit, and for what joins sources too.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">Cell conductances, row-major [M, N], in siemens.</param>
    /// <param name="resistances">The parasitic resistances of the array.</param>
    /// <param name="transfer">Receives T, row-major [M, N], in siemens.</param>
    /// <param name="mutual">Receives, above its diagonal, the conductance that is left between each two sources, [M, M], in siemens; or empty.</param>
    internal static unsafe void Solve(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, Span<double> transfer, Span<double> mutual)
    {
        ArrayArguments.Validate(rows, columns, conductances, resistances);
        if (transfer.Length != conductances.Length)
            throw new ArgumentException($"The transfer matrix needs {conductances.Length} elements, not {transfer.Length}.", nameof(transfer));

        resistances = resistances.Merged;
        var wires = WirePattern.Of(resistances);
        var plan = EliminationPlan.Create(rows, columns, wires);
        transfer.Clear();
        mutual.Clear();
        fixed (double* g = conductances, t = transfer, m = mutual)
        {
            var elimination = new MeshElimination(new ArrayElements(rows, columns, g, resistances), wires, t, m);
            var work = WorkSpace.Rent(rows, columns, elimination.WorkLength(plan) + 8);
            fixed (double* w = work)
                elimination.Run(plan, (double*)(((nuint)w + 63) & ~(nuint)63));
            ArrayPool<double>.Shared.Return(work);
        }
    }

    /// <summary>How many floating-point operations <see cref="Solve(int, int, ReadOnlySpan{double}, ArrayResistances, Span{double})"/> needs: what its time is proportional to.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="resistances">The parasitic resistances of the array: only which are zero and which ends are connected matters.</param>
    public static long CountOperations(int rows, int columns, ArrayResistances resistances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentNullException.ThrowIfNull(resistances);
        return EliminationPlan.Create(rows, columns, WirePattern.Of(resistances.Merged)).Operations;
    }
}
