using System.Collections.Immutable;

namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>What a deck simulates and what should come out.</summary>
/// <param name="Probes">What is printed, in order.</param>
internal sealed record TestBench(ImmutableArray<Probe> Probes)
{
    /// <summary>How long a transient analysis takes, in seconds; 0 for the operating point alone.</summary>
    public double StopTime { get; init; }

    /// <summary>How far the simulation may be from what is expected.</summary>
    public Tolerance Tolerance { get; init; } = Tolerance.Exact;

    /// <summary>Whether amplifiers drive diodes, where a simulator finds the operating point by raising the sources from 0.</summary>
    public bool HasRectifiers { get; init; }

    /// <summary>Whether something in the circuit is nonlinear, so that the simulator must iterate to the last digit.</summary>
    public bool IsNonlinear { get; init; }
}
