namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>What becomes of consecutive ports of <see cref="LeafProgram"/> in a certain leaf block.</summary>
/// <param name="From">The first one's number in the program.</param>
/// <param name="To">Its row in the front, or among the eliminated nodes.</param>
/// <param name="Column">Its column in the front (port, source or sink), or among the eliminated nodes.</param>
/// <param name="Length">How many.</param>
/// <param name="Place">What they are in the block.</param>
/// <param name="Joined">The front's column of the source or ground at the other end of the resistors that end here; -1 for none.</param>
internal readonly record struct LeafRun(int From, int To, int Column, int Length, LeafPlace Place, int Joined);
