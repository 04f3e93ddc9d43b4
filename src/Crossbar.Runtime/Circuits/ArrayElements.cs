namespace Crossbar.Runtime.Circuits;

/// <summary>The conductances of an array's elements, in siemens.</summary>
internal readonly unsafe struct ArrayElements
{
    private readonly double* _cells;
    private readonly double _access;

    /// <summary>Takes over the pinned conductances of the memristors, row-major [M, N].</summary>
    public ArrayElements(int rows, int columns, double* cells, ArrayResistances resistances)
    {
        Rows = rows;
        Columns = columns;
        _cells = cells;
        _access = resistances.Access;
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

    /// <summary>A memristor and its access transistor in series.</summary>
    public double Cell(int row, int column)
    {
        var g = _cells[(long)row * Columns + column];
        return g / (1 + g * _access);
    }
}
