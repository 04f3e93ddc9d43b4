using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers;

/// <summary>The mean under a sliding window; a window over the whole image is global pooling. Input [C, H, W].</summary>
public sealed record AveragePool : Layer
{
    /// <summary>How the window slides.</summary>
    public required WindowGeometry Window { get; init; }

    /// <summary>Whether padding counts in the divisor (never what lies beyond the padding, as in ceil mode).</summary>
    public bool CountPadding { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) =>
        new PoolKernel(Window, context.InputShapes[0], OutputShape, [.. Divisors(context.InputShapes[0])]);

    /// <summary>What the sum under the window at each position is divided by, [Ho·Wo].</summary>
    /// <param name="input">Shape of the layer's input, [C, H, W].</param>
    public ImmutableArray<float> Divisors(TensorShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (beforeY, beforeX) = CountPadding ? (Window.PadTop, Window.PadLeft) : (0, 0);
        var (afterY, afterX) = CountPadding ? (Window.PadBottom, Window.PadRight) : (0, 0);
        var divisors = new float[OutputShape.Height * OutputShape.Width];
        for (var p = 0; p < divisors.Length; p++)
        {
            var (y, x) = Math.DivRem(p, OutputShape.Width);
            divisors[p] = CountTaps((y * Window.StrideY) - Window.PadTop, Window.KernelHeight, Window.DilationY, -beforeY, input.Height + afterY)
                * CountTaps((x * Window.StrideX) - Window.PadLeft, Window.KernelWidth, Window.DilationX, -beforeX, input.Width + afterX);
        }

        return [.. divisors];
    }

    // How many of the taps from `start` on lie between begin and end.
    private static int CountTaps(int start, int taps, int step, int begin, int end)
    {
        var count = 0;
        for (var k = 0; k < taps; k++)
        {
            if (start + (k * step) >= begin && start + (k * step) < end)
                count++;
        }

        return count;
    }
}
