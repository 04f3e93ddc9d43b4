namespace Crossbar.Runtime;

/// <summary>What may differ from the compiled design when a chip is instantiated.</summary>
public sealed record CrossbarOptions
{
    /// <summary>Resolution of the DACs in bits, 0 for none (continuous voltages); null keeps the compiled value.</summary>
    public int? DacBits { get; init; }

    /// <summary>Resolution of the ADCs in bits, 0 for none (continuous currents); null keeps the compiled value.</summary>
    public int? AdcBits { get; init; }

    /// <summary>Standard deviation of the programming error added to every conductance, in siemens.</summary>
    public double ProgrammingSigma { get; init; }

    /// <summary>Seed of everything random: the same seed gives the same chip on any machine and thread count.</summary>
    public int Seed { get; init; }

    /// <summary>Most threads that preparation and the batch methods use; 0 uses all cores.</summary>
    public int MaxThreads { get; init; }
}
