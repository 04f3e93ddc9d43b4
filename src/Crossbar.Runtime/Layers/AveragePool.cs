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
        new Kernel(new PoolWindows(Window, context.InputShapes[0], OutputShape), CountPadding);

    private sealed class Kernel(PoolWindows windows, bool countPadding) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            for (var c = 0; c < windows.Channels; c++)
            {
                var plane = windows.InputPlane(buffers.Input(0), c);
                var output = windows.OutputPlane(buffers.Output, c);
                for (var p = 0; p < output.Length; p++)
                {
                    var tap = windows.TapsAt(p);
                    var sum = 0f;
                    var inside = 0;
                    for (var y = tap.Top; y < tap.Bottom; y += tap.StepY)
                    {
                        for (var x = tap.Left; x < tap.Right; x += tap.StepX, inside++)
                            sum += plane[(y * windows.Width) + x];
                    }

                    output[p] = sum / (countPadding ? tap.PaddedCount : inside);
                }
            }
        }
    }
}
