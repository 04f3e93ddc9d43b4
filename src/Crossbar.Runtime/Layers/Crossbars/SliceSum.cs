using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>The last step of a layer: outputs are the sums of their slices.</summary>
internal static class SliceSum
{
    /// <summary>Adds up the slices of the outputs at a block's positions, and puts the outputs where they belong.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="windows">The blocks.</param>
    /// <param name="block">The block.</param>
    /// <param name="sums">The columns' values at the block's positions, [columns, positions]; overwritten.</param>
    /// <param name="buffers">The layer's output, and how to finish it.</param>
    public static void Store(CrossbarConvolution layer, WindowProducts windows, int block, Span<float> sums, in LayerBuffers buffers)
    {
        if (layer.Slices > 1)
            Fold(layer, windows.BlockWidth, sums);
        BlockOutput.Store(windows, block, sums, [], 0, layer.OutputCount, buffers);
    }

    // No output's columns lie before its place among the outputs, so that those of later ones are still whole.
    private static void Fold(CrossbarConvolution layer, int width, Span<float> sums)
    {
        for (var output = 0; output < layer.OutputCount; output++)
        {
            var total = sums.Slice(output * width, width);
            sums.Slice(layer.Order.ColumnOf(output, 0) * width, width).CopyTo(total);
            for (var slice = 1; slice < layer.Slices; slice++)
                Elementwise.AddScaled(sums.Slice(layer.Order.ColumnOf(output, slice) * width, width), 1, total);
        }
    }
}
