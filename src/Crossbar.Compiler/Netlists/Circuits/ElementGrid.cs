namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>
/// Elements that repeat over the places of a grid, row by row: some objects for the million lines of an array, whose text differs in numbers
/// only.
/// </summary>
/// <param name="FirstRow">The first row.</param>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Runs">What a row consists of, from left to right.</param>
internal sealed record ElementGrid(int FirstRow, int RowCount, ImmutableArray<GridRun> Runs) : Element(default(Name))
{
    /// <summary>
    /// The values of all places, [rows, <see cref="ValueColumns"/>, <see cref="ValuesPerPlace"/>] from row and column 0; NaN first for a place with no
    /// elements. Empty where there are none.
    /// </summary>
    public ReadOnlyMemory<double> Values { get; init; }

    /// <summary>Number of columns of <see cref="Values"/>.</summary>
    public int ValueColumns { get; init; }

    /// <summary>Number of values of a place, which stand in its text one after the other.</summary>
    public int ValuesPerPlace { get; init; } = 1;
}
