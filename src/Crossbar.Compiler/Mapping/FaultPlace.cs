namespace Crossbar.Compiler.Mapping;

/// <summary>Where a fault map says of a cell what it is stuck at.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Column">Column in the line, from 1.</param>
/// <param name="IsOn">Whether it is stuck at the greatest conductance rather than the least.</param>
internal readonly record struct FaultPlace(int Line, int Column, bool IsOn);
