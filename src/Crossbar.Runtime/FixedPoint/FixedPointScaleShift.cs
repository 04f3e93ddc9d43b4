namespace Crossbar.Runtime.FixedPoint;

/// <summary>A factor and a summand per channel: (x·m + o + 2^(Shift − 1)) >> Shift.</summary>
public sealed record FixedPointScaleShift : FixedPointLayer
{
    /// <summary>m of each channel.</summary>
    public required ImmutableArray<long> Multipliers { get; init; }

    /// <summary>o of each channel.</summary>
    public required ImmutableArray<long> Offsets { get; init; }

    /// <summary>How many bits are rounded away; at least 1.</summary>
    public required int Shift { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(this);

    private sealed class Kernel(FixedPointScaleShift layer) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var input = buffers.Input(0);
            var output = buffers.Output;
            var plane = output.Length / layer.Multipliers.Length;
            for (var c = 0; c < layer.Multipliers.Length; c++)
            {
                var factor = Scaling.FactorFor(layer.Multipliers[c], layer.Shift, layer.Inputs[0]);
                HalfUp.Round(input.Slice(c * plane, plane), factor, Math.ScaleB(layer.Offsets[c], -layer.Shift) + 0.5, layer.Output, output.Slice(c * plane, plane));
            }
        }
    }
}
