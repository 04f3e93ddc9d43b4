namespace Crossbar.Runtime.Layers.Windows;

/// <summary>A constant matrix, laid out for the products of one kind of <see cref="WindowProducts"/>.</summary>
internal abstract class WindowMatrix
{
    /// <summary>Number of columns, those that fill the matrix up for the machine included: what a block's products must have room for.</summary>
    public abstract int PaddedColumns { get; }

    /// <summary>Products of the windows of one block with the matrix.</summary>
    /// <param name="workspace">The image as <see cref="WindowProducts.LayOut"/> left it; what lies behind it may be overwritten.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">Receives [PaddedColumns, positions of a block].</param>
    public abstract void Multiply(Span<float> workspace, int block, Span<float> products);
}
