namespace Crossbar.Runtime.Circuits.Elimination;

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
        FarInput = resistances.DriveEnds == LineEnds.Both ? Far(Input, Word) : 0;
        FarOutput = resistances.SenseEnds == LineEnds.Both ? Far(Output, Bit) : 0;
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

    /// <summary>The connection of a source at a row's last column; 0 where there is none. Finite.</summary>
    public double FarInput { get; }

    /// <summary>The connection of a virtual ground at a column's first row; 0 where there is none. Finite.</summary>
    public double FarOutput { get; }

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

    // An ideal connection at a far end is one of 2⁶⁰ times all that its node is connected to: what that changes is far below rounding.
    private double Far(double connection, double wire)
    {
        if (double.IsFinite(connection) || !double.IsFinite(wire))
            return connection;
        var most = wire;
        for (var k = 0L; k < (long)Rows * Columns; k++)
            most = Math.Max(most, _cells[k]);
        return Math.Min(most * (1L << 60), 1e300);
    }
}
