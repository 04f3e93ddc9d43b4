using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Solving;

/// <summary>What <c>crossbar settle</c> is asked to do.</summary>
/// <param name="Circuit">The array, its wires and its inputs; whether to print JSON.</param>
/// <param name="Capacitances">What the wires have to be charged with.</param>
/// <param name="Bits">Resolution of the ADCs: a current has settled within half a step of theirs.</param>
public sealed record SettleOptions(SolveOptions Circuit, NodeCapacitances Capacitances, int Bits);
