namespace Crossbar.Compiler.Chip;

/// <summary>Cells whose wanted current no conductance can carry.</summary>
/// <param name="Count">How many.</param>
/// <param name="Row">Word line of the first, counted from the far end.</param>
/// <param name="BitLine">Bit line of the first, counted from the driven end.</param>
/// <param name="Share">The voltage that the wires leave across that cell as a share of its row's input; may be negative.</param>
public readonly record struct ImpossibleCells(int Count, int Row, int BitLine, double Share);
