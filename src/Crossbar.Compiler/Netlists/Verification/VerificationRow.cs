namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>What the verification of one deck gave: a line of the table.</summary>
/// <param name="Deck">The deck's file name.</param>
/// <param name="Nodes">Number of nodes of what was simulated.</param>
/// <param name="Seconds">How long ngspice took; null where it did not run.</param>
/// <param name="Difference">The worst relative difference; null where ngspice gave nothing, or nothing was to be compared.</param>
/// <param name="Allowed">The greatest relative difference allowed.</param>
/// <param name="Result">In words: <c>ok</c>, or what was sampled, skipped, empty or wrong.</param>
public sealed record VerificationRow(string Deck, long Nodes, double? Seconds, double? Difference, double Allowed, string Result);
