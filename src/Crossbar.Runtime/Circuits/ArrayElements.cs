namespace Crossbar.Runtime.Circuits;

/// <summary>The conductances of an array's elements, in siemens.</summary>
internal readonly unsafe struct ArrayElements
{
    private readonly double* _cells;

    /// <summary>Takes over the pinned conductances of the memristors, row-major [M, N].</summary>
    public ArrayElements(int rows, int columns, double* cells, ArrayResistances resistances)
    {
        Rows = rows;
        Columns = columns;
        _cells = cells;
        Access = resistances.Access;
        Word = 1 / resistances.WordLine;
        Bit = 1 / resistances.BitLine;
        Input = 1 / resistances.Input;
        Output = 1 / resistances.Output;
    }

    /// <summary>Number of word lines M.</summary>
    public int Rows { get; }

    /// <summary>Number of bit lines N.</summary>
    public int Columns { get; }

    /// <summary>A segment of a word line; infinite for an ideal one.</summary>
    public double Word { get; }

    /// <summary>A segment of a bit line; infinite for an ideal one.</summary>
    public double Bit { get; }

    /// <summary>The connection of a source; infinite for an ideal one.</summary>
    public double Input { get; }

    /// <summary>The connection of a virtual ground; infinite for an ideal one.</summary>
    public double Output { get; }

    /// <summary>On-resistance of a cell's access transistor, in ohm.</summary>
    public double Access { get; }

    /// <summary>The memristor number <paramref name="cell"/>, row by row.</summary>
    public double Cell(long cell) => _cells[cell];

    /// <summary>Copies the memristors of part of a row; those beyond the array conduct nothing.</summary>
    public void CopyRow(int row, int column, Span<double> cells)
    {
        var count = row < 0 ? 0 : Math.Clamp(Columns - column, 0, cells.Length);
        if (count > 0)
            new ReadOnlySpan<double>(_cells + (long)row * Columns + column, count).CopyTo(cells);
        cells[count..].Clear();
    }
}
