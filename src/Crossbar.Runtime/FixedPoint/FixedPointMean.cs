namespace Crossbar.Runtime.FixedPoint;

/// <summary>An average pooling: the sum under the window times the reciprocal of what it is divided by, (Σx·m + 2^(Shift − 1)) >> Shift.</summary>
public sealed record FixedPointMean : FixedPointLayer
{
    /// <summary>How the window slides.</summary>
    public required WindowGeometry Window { get; init; }

    /// <summary>m at each position, [Ho·Wo]: others where the window reaches beyond the image and what lies there does not count.</summary>
    public required ImmutableArray<long> Multipliers { get; init; }

    /// <summary>How many bits are rounded away; at least 1.</summary>
    public required int Shift { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(this, context.InputShapes[0]);

    private sealed class Kernel(FixedPointMean layer, TensorShape shape) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var input = buffers.Input(0);
            var output = buffers.Output;
            var (positions, width) = (layer.Multipliers.Length, layer.Layer.OutputShape.Width);
            for (var k = 0; k < output.Length; k++)
            {
                var (channel, position) = Math.DivRem(k, positions);
                var plane = input.Slice(channel * shape.Height * shape.Width, shape.Height * shape.Width);
                var sum = Sum(plane, position / width, position % width);
                output[k] = HalfUp.Round(sum, Scaling.FactorFor(layer.Multipliers[position], layer.Shift, layer.Inputs[0]), 0.5, layer.Output);
            }
        }

        // Exact: multiples of one step, fewer than 2^52 of them.
        private double Sum(ReadOnlySpan<float> plane, int outputY, int outputX)
        {
            var window = layer.Window;
            double sum = 0;
            for (var ky = 0; ky < window.KernelHeight; ky++)
            {
                var y = (outputY * window.StrideY) - window.PadTop + (ky * window.DilationY);
                if ((uint)y >= (uint)shape.Height)
                    continue;
                for (var kx = 0; kx < window.KernelWidth; kx++)
                {
                    var x = (outputX * window.StrideX) - window.PadLeft + (kx * window.DilationX);
                    if ((uint)x < (uint)shape.Width)
                        sum += plane[(y * shape.Width) + x];
                }
            }

            return sum;
        }
    }
}
