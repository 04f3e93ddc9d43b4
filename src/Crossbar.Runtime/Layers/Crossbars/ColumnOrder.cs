namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>The order of a layer's columns, each of which holds a slice of the weights of an output.</summary>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="Groups">Number of groups of the layer.</param>
/// <param name="Slices">Slices per output.</param>
/// <param name="AreApart">Whether the columns of a slice are neighbours, group by group; else the slices of an output are.</param>
public readonly record struct ColumnOrder(int Outputs, int Groups, int Slices, bool AreApart)
{
    /// <summary>Whether slices come in twos, the positive and the negative parts of weights, each in a column of its own.</summary>
    public bool HasSigns { get; init; }

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

    /// <summary>What a column is called: the output's number, behind a point that of its slice where there are several, and the sign of what it holds where it has one.</summary>
    /// <param name="column">The column.</param>
    public string NameOf(int column)
    {
        var (output, slice) = OutputOf(column);
        var (digit, sign) = HasSigns ? (slice / 2, slice % 2 == 0 ? "+" : "-") : (slice, "");
        return Slices == (HasSigns ? 2 : 1)
            ? string.Create(CultureInfo.InvariantCulture, $"{output}{sign}")
            : string.Create(CultureInfo.InvariantCulture, $"{output}.{digit}{sign}");
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
