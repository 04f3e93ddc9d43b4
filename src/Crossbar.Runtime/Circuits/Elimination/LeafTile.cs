namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>A rectangle of leaf blocks that have been reduced together.</summary>
/// <param name="Row">Its first row, negative where blocks reach beyond the top.</param>
/// <param name="Column">Its first column.</param>
/// <param name="Across">Blocks from left to right.</param>
/// <param name="Fronts">Their fronts, row by row of blocks.</param>
internal readonly record struct LeafTile(int Row, int Column, int Across, nint Fronts);
