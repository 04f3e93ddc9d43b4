using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Circuits;

/// <summary>Solves arrays of linear or nonlinear cells for everything: node voltages, cell currents, power. Thread-safe.</summary>
/// <remarks>
/// <para>
/// Nonlinear cells are solved by Newton's method on the node voltages. The network is passive, so its co-content (the sum over all
/// elements of ∫I dV) is strictly convex and its minimum is the solution; a line search along every Newton step makes it fall until the
/// slope has vanished. The last linear circuit satisfies Kirchhoff's current law up to rounding with cell currents that differ by e from
/// the device's at the same voltages, and no more of a stray current than itself can reach a column: Σ|e| bounds the error of every
/// column current.
/// </para>
/// </remarks>
public static class NodalAnalysis
{
    /// <summary>The tolerance where none is given, in ampere: far below any converter's step.</summary>
    public const double DefaultTolerance = 1e-13;

    /// <summary>The finest tolerance there is, as a share of the sum of all cell currents: what rounding leaves of it, 2⁻⁴⁶.</summary>
    public const double Rounding = 1.0 / (1L << 46);

    private const int MaxIterations = 200;

    /// <summary>Solves one array under one input.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">Memristors, row-major [M, N], in siemens.</param>
    /// <param name="resistances">The parasitic resistances of the array.</param>
    /// <param name="voltages">Source voltages [M], in volt.</param>
    /// <param name="device">What the memristors are; null for linear ones.</param>
    /// <param name="tolerance">
    /// Greatest error of a column current of nonlinear cells, in ampere. Never finer than the rounding of the currents allows (2⁻⁴⁶ of their sum).
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not physical.</exception>
    /// <exception cref="ConvergenceException">The tolerance was not reached.</exception>
    public static ArraySolution Solve(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, ReadOnlySpan<double> voltages,
        IDevice? device = null, double tolerance = DefaultTolerance)
    {
        ArrayArguments.Validate(rows, columns, conductances, resistances);
        ArrayArguments.ValidateVoltages(rows, voltages);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        device ??= LinearDevice.Instance;
        resistances = resistances.Merged;
        var state = new NewtonState(rows, columns, conductances.ToArray(), resistances, voltages.ToArray(), device);
        if (device.IsLinear)
        {
            state.SolveLinear();
            return state.ToSolution(0, 1);
        }

        for (var iteration = 1; ; iteration++)
        {
            var finest = Math.Max(tolerance, Rounding * state.TotalCurrent);
            var bound = state.Step(finest);
            if (bound <= finest)
                return state.ToSolution(bound, iteration);
            // Of numbers that are none no step makes numbers again.
            if (iteration == MaxIterations || double.IsNaN(bound))
                throw new ConvergenceException(bound, finest, iteration);
        }
    }
}
