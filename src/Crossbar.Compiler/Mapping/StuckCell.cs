namespace Crossbar.Compiler.Mapping;

/// <summary>A cell of an array that cannot be programmed.</summary>
/// <param name="Row">Its word line, from the far end.</param>
/// <param name="Column">Its bit line, from the driven end.</param>
/// <param name="IsOn">Whether it is stuck at the greatest conductance rather than the least.</param>
public readonly record struct StuckCell(int Row, int Column, bool IsOn);
