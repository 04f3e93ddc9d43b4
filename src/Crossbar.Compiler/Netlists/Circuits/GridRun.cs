namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>Neighbouring columns of a grid whose places have the same elements.</summary>
/// <param name="FirstColumn">The first column.</param>
/// <param name="ColumnCount">Number of columns.</param>
/// <param name="Elements">The elements of a place, with <see cref="Place"/> for its numbers.</param>
internal sealed record GridRun(int FirstColumn, int ColumnCount, ImmutableArray<Element> Elements);
