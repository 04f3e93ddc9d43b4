namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>A rectangle of cells, and which edges of the array it touches. Blocks of one shape are eliminated alike.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Left">Holds the array's first column.</param>
/// <param name="Right">Holds the array's last column.</param>
/// <param name="Top">Holds the array's first row.</param>
/// <param name="Bottom">Holds the array's last row.</param>
/// <param name="Leaf">Rows and columns of the blocks that are not divided further.</param>
internal readonly record struct BlockShape(int Rows, int Columns, bool Left, bool Right, bool Top, bool Bottom, int Leaf)
{
    /// <summary>Whether the block is small enough to be reduced in one go.</summary>
    public bool IsLeaf => Rows <= Leaf && Columns <= Leaf;

    /// <summary>Whether the block is halved by a horizontal cut (between rows).</summary>
    public bool SplitsRows => Rows > Leaf && (Rows >= Columns || Columns <= Leaf);

    /// <summary>The upper or left half. Leaf blocks are counted from the lower left corner, so that only the top and the right have odd ones.</summary>
    public BlockShape First => SplitsRows
        ? this with { Rows = Rows - LowerRows, Bottom = false }
        : this with { Columns = LeftColumns, Right = false };

    /// <summary>The lower or right half.</summary>
    public BlockShape Second => SplitsRows
        ? this with { Rows = LowerRows, Top = false }
        : this with { Columns = Columns - LeftColumns, Left = false };

    private int LowerRows => (Rows + Leaf - 1) / Leaf / 2 * Leaf;

    private int LeftColumns => (Columns + Leaf - 1) / Leaf / 2 * Leaf;

    /// <summary>Whether the rows' voltage sources are connected inside the block.</summary>
    public bool HasSources(WirePattern wires) => Left || (Right && wires.FarInput) || (!wires.WordLine && !wires.Input);

    /// <summary>Whether the columns' virtual grounds are connected inside the block.</summary>
    public bool HasSinks(WirePattern wires) => Bottom || (Top && wires.FarOutput) || (!wires.BitLine && !wires.Output);

    /// <summary>
    /// The nodes that the block shares with the rest of the array. A cell (i, j) owns its memristor, the word-line segment to its
    /// right and the bit-line segment above it; the first column also owns the input resistors, the last row the output resistors.
    /// </summary>
    public PortLine[] Ports(WirePattern wires)
    {
        var lines = new List<PortLine>(4);
        if (wires.WordLine)
        {
            if (!Left)
                lines.Add(new PortLine(true, 0, 0, Rows));
            if (!Right)
                lines.Add(new PortLine(true, Columns, 0, Rows));
        }
        else if (wires.Input && !(Left && Right))
        {
            lines.Add(new PortLine(true, 0, 0, Rows));
        }
        if (wires.BitLine)
        {
            if (!Top)
                lines.Add(new PortLine(false, -1, 0, Columns));
            if (!Bottom)
                lines.Add(new PortLine(false, Rows - 1, 0, Columns));
        }
        else if (wires.Output && !(Top && Bottom))
        {
            lines.Add(new PortLine(false, 0, 0, Columns));
        }
        return [.. lines];
    }
}
