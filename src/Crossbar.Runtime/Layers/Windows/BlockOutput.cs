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
        fixed (float* source = sums, added = summand, destination = target)
        {
            if (Lanes512.IsSupported && windows.RunsAreMultiplesOf(Lanes512.Count))
                Store<Lanes512>(windows, block, source, outputs, added, floor, destination);
            else if (Lanes256.IsSupported && windows.RunsAreMultiplesOf(Lanes256.Count))
                Store<Lanes256>(windows, block, source, outputs, added, floor, destination);
            else if (Lanes128.IsSupported && windows.RunsAreMultiplesOf(Lanes128.Count))
                Store<Lanes128>(windows, block, source, outputs, added, floor, destination);
            else
                StoreAnyRuns(windows, block, source, outputs, added, floor, destination);
        }
    }

    // Runs are often as short as one register: no rest to look for.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store<T>(WindowProducts windows, int block, float* sums, int outputs, float* summand, float floor, float* target)
        where T : struct, ILanes<T>
    {
        var least = T.Broadcast(floor);
        var runs = windows.RunsOf(block);
        var (width, plane) = (windows.BlockWidth, windows.Positions);
        for (var j = 0; j < outputs; j++, sums += width, target += plane)
        {
            foreach (var run in runs)
            {
                float* from = sums + run.Lane, to = target + run.Position;
                for (var k = 0; k < run.Count; k += T.Count)
                {
                    var value = T.Load(from + k);
                    if (summand != null)
                        value += T.Load(summand + (to - target) + k);
                    T.Store(T.Max(least, value), to + k);
                }
            }

            if (summand != null)
                summand += plane;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreAnyRuns(WindowProducts windows, int block, float* sums, int outputs, float* summand, float floor, float* target)
    {
        for (var j = 0; j < outputs; j++)
        {
            var plane = j * windows.Positions;
            foreach (var run in windows.RunsOf(block))
            {
                var from = sums + (j * windows.BlockWidth) + run.Lane;
                var to = target + plane + run.Position;
                var with = summand == null ? null : summand + plane + run.Position;
                var k = 0;
                if (Lanes512.IsSupported)
                    k = Elementwise.AddAndRectify<Lanes512>(from, with, floor, to, k, run.Count);
                if (Lanes256.IsSupported)
                    k = Elementwise.AddAndRectify<Lanes256>(from, with, floor, to, k, run.Count);
                if (Lanes128.IsSupported)
                    k = Elementwise.AddAndRectify<Lanes128>(from, with, floor, to, k, run.Count);
                Elementwise.AddAndRectify<LanesScalar>(from, with, floor, to, k, run.Count);
            }
        }
    }
}
