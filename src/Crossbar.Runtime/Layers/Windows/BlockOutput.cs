namespace Crossbar.Runtime.Layers.Windows;

/// <summary>The outputs of one block of window positions: where they begin and where they go.</summary>
internal static unsafe class BlockOutput
{
    /// <summary>Puts the outputs of a block where they belong, and on the way adds what is to be added and clamps.</summary>
    /// <param name="windows">The blocks.</param>
    /// <param name="block">The block.</param>
    /// <param name="sums">The outputs at the block's positions, [outputs, positions of a block].</param>
    /// <param name="bias">What is added to each output first; empty for nothing.</param>
    /// <param name="firstOutput">The first of them among the layer's outputs.</param>
    /// <param name="outputs">Their number.</param>
    /// <param name="buffers">The layer's output, and how to finish it.</param>
    public static void Store(
        WindowProducts windows, int block, Span<float> sums, ReadOnlySpan<float> bias, int firstOutput, int outputs, in LayerBuffers buffers)
    {
        var first = firstOutput * windows.Positions;
        var length = outputs * windows.Positions;
        var target = buffers.Output.Slice(first, length);
        var summand = buffers.Summand.IsEmpty ? default : buffers.Summand.Slice(first, length);
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, outputs * windows.BlockWidth, nameof(sums));
        if (!bias.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfLessThan(bias.Length, outputs, nameof(bias));
        if (windows.Positions == 1)
        {
            if (!bias.IsEmpty)
                Elementwise.AddAndClamp(sums[..outputs], bias, float.NegativeInfinity, float.PositiveInfinity, sums);
            Elementwise.AddAndClamp(sums[..outputs], summand, buffers.Floor, buffers.Ceiling, target);
            return;
        }

        fixed (float* source = sums, shift = bias, added = summand, destination = target)
        {
            var finish = new Finish(shift, added, buffers.Floor, buffers.Ceiling);
            foreach (var run in windows.RunsOf(block))
            {
                if (Lanes512.IsSupported && run.Count >= Lanes512.Count)
                    StoreRun<Lanes512>(windows, run, source, outputs, finish, destination);
                else if (Lanes256.IsSupported && run.Count >= Lanes256.Count)
                    StoreRun<Lanes256>(windows, run, source, outputs, finish, destination);
                else if (Lanes128.IsSupported && run.Count >= Lanes128.Count)
                    StoreRun<Lanes128>(windows, run, source, outputs, finish, destination);
                else
                    StoreRun<LanesScalar>(windows, run, source, outputs, finish, destination);
            }
        }
    }

    // What is done with outputs on the way: pointers are null for nothing.
    private readonly struct Finish(float* bias, float* summand, float floor, float ceiling)
    {
        public float* Bias { get; } = bias;

        public float* Summand { get; } = summand;

        public float Floor { get; } = floor;

        public float Ceiling { get; } = ceiling;
    }

    // A run of all outputs. What is left over of whole registers is done once more from the run's end: the same values once more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void StoreRun<T>(WindowProducts windows, in OutputRun run, float* sums, int outputs, in Finish finish, float* target)
        where T : struct, ILanes<T>
    {
        var (least, greatest) = (T.Broadcast(finish.Floor), T.Broadcast(finish.Ceiling));
        var (width, plane, last) = (windows.BlockWidth, windows.Positions, run.Count - T.Count);
        float* bias = finish.Bias, from = sums + run.Lane, to = target + run.Position;
        var summand = finish.Summand == null ? null : finish.Summand + run.Position;
        // What leaves everything as it is, a zero of either sign too.
        var shift = T.Broadcast(-0f);
        for (var j = 0; j < outputs; j++, from += width, to += plane)
        {
            if (bias != null)
                shift = T.Broadcast(bias[j]);
            if (summand == null)
            {
                for (var k = 0; k < last; k += T.Count)
                    T.Store(T.Min(greatest, T.Max(least, T.Load(from + k) + shift)), to + k);
                T.Store(T.Min(greatest, T.Max(least, T.Load(from + last) + shift)), to + last);
                continue;
            }

            for (var k = 0; k < last; k += T.Count)
                T.Store(T.Min(greatest, T.Max(least, T.Load(from + k) + shift + T.Load(summand + k))), to + k);
            T.Store(T.Min(greatest, T.Max(least, T.Load(from + last) + shift + T.Load(summand + last))), to + last);
            summand += plane;
        }
    }
}
