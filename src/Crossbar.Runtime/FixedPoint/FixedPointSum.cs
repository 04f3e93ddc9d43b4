namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// The sum of two values: both are shifted left to the finer binary point, added, and rounded to the output's where that is coarser.
/// </summary>
public sealed record FixedPointSum : FixedPointLayer
{
    /// <summary>Bits behind the binary point of the sum before it is rounded.</summary>
    public int SumFractionBits => Math.Max(Inputs[0].FractionBits, Inputs[1].FractionBits);

    /// <summary>How many bits are rounded away; 0 for none.</summary>
    public int Shift => SumFractionBits - Output.FractionBits;

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(this);

    private sealed class Kernel(FixedPointSum layer) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var a = buffers.Input(0);
            var b = buffers.Input(1);
            var output = buffers.Output;
            // Without a shift the sum is a whole number already, and a half more changes nothing.
            var factor = Math.ScaleB(1, layer.Output.FractionBits);
            for (var k = 0; k < output.Length; k++)
                output[k] = HalfUp.Round((double)a[k] + b[k], factor, 0.5, layer.Output);
        }
    }
}
