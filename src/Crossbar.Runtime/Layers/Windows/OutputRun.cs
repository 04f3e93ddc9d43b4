namespace Crossbar.Runtime.Layers.Windows;

/// <summary>Neighbouring positions of a block that are neighbours in the output too.</summary>
/// <param name="Lane">The first one's place among the block's positions.</param>
/// <param name="Position">The first one's place in the output, row-major.</param>
/// <param name="Count">How many.</param>
internal readonly record struct OutputRun(int Lane, int Position, int Count);
