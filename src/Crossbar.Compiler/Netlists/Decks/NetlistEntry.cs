namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>What the index says of one file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Kind">What it is.</param>
public sealed record NetlistEntry(string File, NetlistKind Kind)
{
    /// <summary>The layer's name; empty where there is none.</summary>
    public string Layer { get; init; } = "";

    /// <summary>The tile's number; -1 where there is none.</summary>
    public int Tile { get; init; } = -1;

    /// <summary>The layer's rows that an array has, such as <c>0-127</c>.</summary>
    public string Rows { get; init; } = "";

    /// <summary>The layer's outputs that an array has, such as <c>0-63</c>.</summary>
    public string Outputs { get; init; } = "";

    /// <summary>Number of physical columns of an array.</summary>
    public int Columns { get; init; }

    /// <summary>Number of cells of an array that are placed.</summary>
    public long Cells { get; init; }

    /// <summary>Number of nodes that a deck's simulation has, but for the few that choose its test vector.</summary>
    public long Nodes { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public string Hash { get; init; } = "";
}
