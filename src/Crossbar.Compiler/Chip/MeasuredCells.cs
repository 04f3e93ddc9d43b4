namespace Crossbar.Compiler.Chip;

/// <summary>What was measured of an array, or of a pair of arrays.</summary>
/// <param name="Conductances">[arrays, M, bit lines], in siemens; single-precision numbers, as tables hold them.</param>
/// <param name="States">What is at each of these places; empty where all are programmed devices.</param>
public sealed record MeasuredCells(double[] Conductances, ImmutableArray<CellState> States);
