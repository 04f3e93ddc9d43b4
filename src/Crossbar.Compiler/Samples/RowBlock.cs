namespace Crossbar.Compiler.Samples;

/// <summary>Neighbouring rows of a layer: those that an array's word lines stand for.</summary>
/// <param name="First">The first row, counted over all groups.</param>
/// <param name="Count">How many rows.</param>
public readonly record struct RowBlock(int First, int Count);
