namespace Crossbar.Compiler.Bench;

/// <summary>One physical array in the index of a folder for the bench.</summary>
/// <param name="File">Its file's name.</param>
/// <param name="Number">Its number, counted over the network in the report's order, as fault maps count.</param>
/// <param name="Rows">Number of word lines: lines of the file.</param>
/// <param name="Columns">Number of bit lines: fields of each line.</param>
/// <param name="Lines">Which line is what.</param>
public sealed record BenchEntry(string File, int Number, int Rows, int Columns, ArrayLines Lines)
{
    /// <summary>The crossbar layer's number, counted from 0.</summary>
    public required int Layer { get; init; }

    /// <summary>The layer's name in the model, made visible.</summary>
    public required string LayerName { get; init; }

    /// <summary>The tile's number in the layer.</summary>
    public required int Tile { get; init; }

    /// <summary>Which array of the tile: 1 for that of inverted inputs, else 0.</summary>
    public required int Half { get; init; }

    /// <summary>How exact its cells must be.</summary>
    public CellTolerance Tolerance { get; init; }

    /// <summary>The line of the index that says so; 0 where it is not read from one.</summary>
    public int Line { get; init; }
}
