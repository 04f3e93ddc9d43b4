using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary>What an exact conversion of one arrangement of a tile came to.</summary>
/// <param name="Mapped">The arrangement.</param>
/// <param name="Best">The best iterate; null where no window was found.</param>
/// <param name="Error">How far that is off: the largest |T − target| / range of the cells that are programmed, stuck and absent ones left out.</param>
/// <param name="Solves">Number of circuit solutions.</param>
/// <param name="WeakestCell">The cell that the wires attenuate most.</param>
/// <param name="WeakestShare">What they leave of it.</param>
internal sealed record ExactOutcome(MappedTile Mapped, ConvertedTile? Best, double Error, int Solves, int WeakestCell, double WeakestShare);
