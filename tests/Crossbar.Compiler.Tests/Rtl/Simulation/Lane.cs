using System.Numerics;

namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>One stream into or out of a module.</summary>
/// <param name="Bits">The bits of a beat.</param>
/// <param name="Beats">The beats that go in, or that must come out.</param>
/// <param name="Stalls">In how many sixteenths of all cycles the other end pauses; 16 for a sink that is never ready.</param>
internal sealed record Lane(int Bits, IReadOnlyList<BigInteger> Beats, int Stalls);
