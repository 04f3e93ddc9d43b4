namespace Crossbar.Runtime.Circuits;

/// <summary>The exact linear map of a crossbar array from input voltages to output currents: I = Vᵀ·T.</summary>
public static class TransferMatrix
{
    /// <summary>Solves the circuit of one linear array for all inputs at once.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">Cell conductances, row-major [M, N], in siemens.</param>
    /// <param name="resistances">The parasitic resistances of the array.</param>
    /// <param name="transfer">Receives T, row-major [M, N], in siemens: the current of column j for 1 V at row i.</param>
    /// <exception cref="ArgumentException">A length does not fit M·N, or a conductance is negative or not finite.</exception>
    public static void Solve(int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, Span<double> transfer)
    {
        throw new NotSupportedException();
    }
}
