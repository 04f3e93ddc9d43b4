namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>What a deck simulates and what should come out.</summary>
/// <param name="Probes">What is printed, in order.</param>
internal sealed record TestBench(ImmutableArray<Probe> Probes)
{
    /// <summary>The source that says which test vector is read: its voltage is the vector's number.</summary>
    public const string Selector = "read";

    /// <summary>Number of test vectors, which the deck reads one after the other.</summary>
    public int Vectors { get; init; } = 1;

    /// <summary>How long a test vector is read in a transient analysis, in seconds; 0 for operating points alone.</summary>
    public double ReadTime { get; init; }

    /// <summary>Whether the analysis is a transient one.</summary>
    public bool IsTransient => ReadTime > 0;

    /// <summary>How long a transient analysis takes, in seconds.</summary>
    public double StopTime => Vectors * ReadTime;

    /// <summary>The time step that a simulator is asked for, in seconds: sources rise between corners of their courses, and then all rests.</summary>
    public double TimeStep => ReadTime / 10;

    /// <summary>Where a test vector's values are taken: at a time, in seconds, or at a voltage of the selector.</summary>
    public double PlaceOf(int vector) => IsTransient ? (vector + 1) * ReadTime : vector;

    /// <summary>How far the simulation may be from what is expected.</summary>
    public Tolerance Tolerance { get; init; } = Tolerance.Exact;

    /// <summary>Whether amplifiers drive diodes, where a simulator finds the operating point by raising the sources from 0.</summary>
    public bool HasRectifiers { get; init; }

    /// <summary>Whether something in the circuit is nonlinear, so that the simulator must iterate to the last digit.</summary>
    public bool IsNonlinear { get; init; }
}
