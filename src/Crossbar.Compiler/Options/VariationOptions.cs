namespace Crossbar.Compiler.Options;

/// <summary>What is random, and its seed.</summary>
public sealed record VariationOptions
{
    /// <summary>Standard deviation of the programming error, in siemens.</summary>
    public double ProgrammingSigma { get; init; }

    /// <summary>Probability of a cell to be stuck at the greatest conductance.</summary>
    public double StuckOnRate { get; init; }

    /// <summary>Probability of a cell to be stuck at the least conductance.</summary>
    public double StuckOffRate { get; init; }

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>The same seed on a chip without errors.</summary>
    public VariationOptions WithoutErrors() => this with { ProgrammingSigma = 0, StuckOnRate = 0, StuckOffRate = 0 };
}
