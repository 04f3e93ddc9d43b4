namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>The order of a layer's columns, each of which holds a slice of the weights of an output.</summary>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="Groups">Number of groups of the layer.</param>
/// <param name="Slices">Slices per output.</param>
/// <param name="AreApart">Whether the columns of a slice are neighbours, group by group; else the slices of an output are.</param>
public readonly record struct ColumnOrder(int Outputs, int Groups, int Slices, bool AreApart)
{
    /// <summary>That of a layer without slices: an output's column has its number.</summary>
    public static ColumnOrder Natural { get; } = new(0, 1, 1, false);

    /// <summary>The column that holds a slice of an output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="slice">The slice, from that of the least digit.</param>
    public int ColumnOf(int output, int slice)
    {
        if (!AreApart)
            return (output * Slices) + slice;
        var (group, place) = Math.DivRem(output, Outputs / Groups);
        return (((group * Slices) + slice) * (Outputs / Groups)) + place;
    }

    /// <summary>What a column is called: the output's number, and behind a point that of its slice where there are several.</summary>
    /// <param name="column">The column.</param>
    public string NameOf(int column)
    {
        var (output, slice) = OutputOf(column);
        return Slices == 1 ? string.Create(CultureInfo.InvariantCulture, $"{output}") : string.Create(CultureInfo.InvariantCulture, $"{output}.{slice}");
    }

    /// <summary>The output, and the slice of it, that a column holds.</summary>
    /// <param name="column">The column.</param>
    public (int Output, int Slice) OutputOf(int column)
    {
        if (!AreApart)
            return Math.DivRem(column, Slices);
        var (block, place) = Math.DivRem(column, Outputs / Groups);
        return ((block / Slices * (Outputs / Groups)) + place, block % Slices);
    }
}
