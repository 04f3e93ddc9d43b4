using System.Collections.Immutable;
using Crossbar.Runtime.Layers;
using Crossbar.Runtime.Layers.Crossbars;

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

    /// <summary>Whether arrays hold several groups each.</summary>
    public bool IsPacked => Tiles.Any(t => t.FirstRow + t.RowCount > Source.KernelLength);

    /// <summary>The layer's row that is a tile's first, counted over all groups.</summary>
    /// <param name="tile">One of <see cref="Tiles"/>, its lines in whatever order.</param>
    public int FirstRowOf(MappedTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        return (tile.Group * Source.KernelLength) + tile.FirstRow;
    }

    /// <summary>Whether one read takes in the whole image.</summary>
    public bool ReadsWholeImage => !OutputShape.Equals(Source.OutputShape);
}
