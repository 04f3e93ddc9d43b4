namespace Crossbar.Runtime.Devices;

/// <summary>The error of programming a memristor: G' + N(0, σ), never below 0 (paper, section 4.4).</summary>
public static class ProgrammingError
{
    /// <summary>Perturbs the conductances of one array; where no device is there is no error.</summary>
    /// <param name="conductances">The cells, in siemens; changed in place.</param>
    /// <param name="states">Their states, or empty (<see cref="CellStates"/>).</param>
    /// <param name="sigma">σ, in siemens.</param>
    /// <param name="stream">The array's random numbers.</param>
    public static void Apply(Span<double> conductances, ReadOnlySpan<CellState> states, double sigma, RandomSequence stream)
    {
        for (var k = 0; k < conductances.Length; k++)
        {
            if (!CellStates.IsAbsent(states, k))
                conductances[k] = Math.Max(0, conductances[k] + (sigma * stream.NextNormal()));
        }
    }
}
