using System.Runtime.CompilerServices;
using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>The outputs of one block of window positions: where they begin and where they go.</summary>
internal static unsafe class BlockOutput
{
    /// <summary>Puts the outputs of a block where they belong, and on the way adds what is to be added and rectifies.</summary>
    /// <param name="windows">The blocks.</param>
    /// <param name="block">The block.</param>
    /// <param name="sums">The outputs at the block's positions, [outputs, positions of a block].</param>
    /// <param name="firstOutput">The first of them among the layer's outputs.</param>
    /// <param name="outputs">Their number.</param>
    /// <param name="buffers">The layer's output, and how to finish it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store(WindowProducts windows, int block, ReadOnlySpan<float> sums, int firstOutput, int outputs, in LayerBuffers buffers)
    {
        var floor = buffers.Rectifies ? 0 : float.NegativeInfinity;
        var first = firstOutput * windows.Positions;
        var length = outputs * windows.Positions;
        var target = buffers.Output.Slice(first, length);
        var summand = buffers.Summand.IsEmpty ? default : buffers.Summand.Slice(first, length);
        if (windows.Positions == 1)
        {
            Elementwise.AddAndRectify(sums[..outputs], summand, floor, target);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, outputs * windows.BlockWidth, nameof(sums));
        var runs = windows.RunsOf(block);
        fixed (float* source = sums, added = summand, destination = target)
        {
            for (var j = 0; j < outputs; j++)
            {
                var plane = j * windows.Positions;
                foreach (var run in runs)
                {
                    var from = source + (j * windows.BlockWidth) + run.Lane;
                    var to = destination + plane + run.Position;
                    var with = added == null ? null : added + plane + run.Position;
                    var k = 0;
                    if (Lanes512.IsSupported)
                        k = Elementwise.AddAndRectify<Lanes512>(from, with, floor, to, k, run.Count);
                    if (Lanes256.IsSupported)
                        k = Elementwise.AddAndRectify<Lanes256>(from, with, floor, to, k, run.Count);
                    Elementwise.AddAndRectify<LanesScalar>(from, with, floor, to, k, run.Count);
                }
            }
        }
    }
}
