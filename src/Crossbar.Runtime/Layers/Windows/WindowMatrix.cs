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

    /// <summary>The same for several images.</summary>
    /// <param name="workspaces">The images as <see cref="WindowProducts.LayOut"/> left them.</param>
    /// <param name="workspaceLength">Distance of the images.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">Receives each image's products.</param>
    /// <param name="productLength">Distance of the images' products.</param>
    public virtual void MultiplyImages(Span<float> workspaces, int workspaceLength, int images, int block, Span<float> products, int productLength)
    {
        for (var image = 0; image < images; image++)
            Multiply(workspaces.Slice(image * workspaceLength, workspaceLength), block, products[(image * productLength)..]);
    }

    /// <summary>What <see cref="Multiply"/> does, digitised and added to a layer's output at once.</summary>
    /// <param name="workspace">See <see cref="Multiply"/>.</param>
    /// <param name="block">The block.</param>
    /// <param name="width">Positions of a block.</param>
    /// <param name="products">Memory for [PaddedColumns, positions of a block].</param>
    /// <param name="decoder">What the columns go through.</param>
    /// <param name="sums">The outputs, [columns, positions of a block].</param>
    public virtual void MultiplyAndDecode(Span<float> workspace, int block, int width, Span<float> products, ColumnDecoder decoder, Span<float> sums)
    {
        Multiply(workspace, block, products);
        decoder.Decode(products, width, sums);
    }
}
