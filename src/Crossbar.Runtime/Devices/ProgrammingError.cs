namespace Crossbar.Runtime.Devices;

/// <summary>The error of programming a memristor: G' + N(0, σ), never below 0 (paper, section 4.4).</summary>
public static class ProgrammingError
{
    /// <summary>Perturbs the conductances of one array; where no device is (<see cref="AbsentCell"/>) there is no error.</summary>
    /// <param name="conductances">The cells, in siemens; changed in place.</param>
    /// <param name="sigma">σ, in siemens.</param>
    /// <param name="stream">The array's random numbers.</param>
    public static void Apply(Span<double> conductances, double sigma, RandomSequence stream)
    {
        foreach (ref var conductance in conductances)
        {
            if (!AbsentCell.Is(conductance))
                conductance = Math.Max(0, conductance + (sigma * stream.NextNormal()));
        }
    }
}
