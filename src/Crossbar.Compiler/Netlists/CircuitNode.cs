namespace Crossbar.Compiler.Netlists;

/// <summary>A node of an array's circuit; each format has its own names for them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Row">i, where it has a row.</param>
/// <param name="Column">j, where it has a column.</param>
internal readonly record struct CircuitNode(NodeKind Kind, int Row = 0, int Column = 0);
