namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>What a simulator made of a deck.</summary>
/// <param name="Values">Signals and their values, in ampere or volt, as printed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failure">Why there is nothing; null where all went well.</param>
internal sealed record SimulationResult(ImmutableArray<(string Signal, double Value)> Values, double Seconds, string? Failure)
{
    /// <summary>Whether it was ended because its time was up.</summary>
    public bool TimedOut { get; init; }
}
