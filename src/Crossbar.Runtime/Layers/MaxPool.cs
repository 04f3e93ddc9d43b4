namespace Crossbar.Runtime.Layers;

/// <summary>The maximum under a sliding window; padding never wins. Input [C, H, W].</summary>
public sealed record MaxPool : Layer
{
    /// <summary>How the window slides; with ceil mode the output may reach past the padding.</summary>
    public required WindowGeometry Window { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(new PoolWindows(Window, context.InputShapes[0], OutputShape));

    private sealed class Kernel(PoolWindows windows) : LayerKernel
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
                    var max = float.NegativeInfinity;
                    for (var y = tap.Top; y < tap.Bottom; y += tap.StepY)
                    {
                        for (var x = tap.Left; x < tap.Right; x += tap.StepX)
                            max = MathF.Max(max, plane[(y * windows.Width) + x]);
                    }

                    output[p] = max;
                }
            }
        }
    }
}
