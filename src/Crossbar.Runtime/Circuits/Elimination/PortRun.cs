namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>Consecutive ports of a half that are consecutive in the whole too.</summary>
/// <param name="From">The first one's number in the half.</param>
/// <param name="To">Its number in the whole: among the ports, or among the eliminated nodes.</param>
/// <param name="Length">How many.</param>
/// <param name="IsEliminated">Whether the whole eliminates them.</param>
internal readonly record struct PortRun(int From, int To, int Length, bool IsEliminated);
