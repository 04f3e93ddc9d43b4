using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Mapping;

/// <summary>A convolution or dense layer as arrays.</summary>
/// <param name="Index">Position in the network's layers.</param>
/// <param name="Source">The digital layer whose kernels the arrays hold; for a Toeplitz mapping the unrolled one.</param>
/// <param name="InputShape">Shape of that layer's input.</param>
/// <param name="Subtraction">How negative weights are represented.</param>
/// <param name="Tiles">The arrays.</param>
public sealed record MappedLayer(
    int Index, Convolution Source, TensorShape InputShape, CurrentSubtraction Subtraction, ImmutableArray<MappedTile> Tiles)
{
    /// <summary>Shape of the layer's output in the network.</summary>
    public required TensorShape OutputShape { get; init; }

    /// <summary>Bits of the whole numbers that the weights were rounded to; 0 for weights as they are.</summary>
    public int WeightBits { get; init; }

    /// <summary>See <see cref="CrossbarConvolution.Slices"/>.</summary>
    public int Slices { get; init; } = 1;

    /// <summary>See <see cref="CrossbarConvolution.SlicesApart"/>.</summary>
    public bool SlicesApart { get; init; }

    /// <summary>Whether arrays hold several groups each.</summary>
    public bool IsPacked => Tiles.Any(t => t.FirstRow + t.RowCount > Source.KernelLength);

    /// <summary>The layer as its arrays hold it, whatever is in them.</summary>
    public UnrolledLayer Unrolled => new(Index, Source, InputShape, OutputShape, Subtraction, IsPacked) { Slices = Slices, SlicesApart = SlicesApart && Slices > 1 };

    /// <summary>The rows of each of <see cref="Tiles"/>.</summary>
    public ImmutableArray<RowBlock> Rows => [.. Tiles.Select(RowsOf)];

    /// <summary>The same layer without the values of its tiles' targets, which only their conversion needs and which are twice the weights.</summary>
    internal MappedLayer Released() => this with { Tiles = [.. Tiles.Select(tile => tile with { Target = tile.Target.Released() })] };

    /// <summary>The layer's rows that a tile's word lines stand for, counted over all groups.</summary>
    /// <param name="tile">One of <see cref="Tiles"/>, its lines in whatever order.</param>
    public RowBlock RowsOf(MappedTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        return new RowBlock((tile.Group * Source.KernelLength) + tile.FirstRow, tile.RowCount);
    }
}
