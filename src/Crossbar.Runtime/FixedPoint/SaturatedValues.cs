namespace Crossbar.Runtime.FixedPoint;

/// <summary>A ReLU or Clip: numbers saturate at the ends of the output's format, which has as many bits behind the binary point as the input's.</summary>
public sealed record SaturatedValues : FixedPointLayer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(Output);

    private sealed class Kernel(FixedPointFormat format) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var (low, high) = (format.ValueOf(format.Minimum), format.ValueOf(format.Maximum));
            var input = buffers.Input(0);
            for (var k = 0; k < input.Length; k++)
                buffers.Output[k] = Math.Clamp(input[k], low, high);
        }
    }
}
