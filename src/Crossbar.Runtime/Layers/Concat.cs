namespace Crossbar.Runtime.Layers;

/// <summary>Joins values along one dimension.</summary>
public sealed record Concat : Layer
{
    /// <summary>Product of the dimensions before that one: how often each value has its turn.</summary>
    public required int Turns { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) =>
        new Kernel(Turns, [.. context.InputShapes.Select(shape => shape.Length / Turns)]);

    private sealed class Kernel(int turns, int[] lengths) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var output = buffers.Output;
            var start = 0;
            for (var turn = 0; turn < turns; turn++)
            {
                for (var k = 0; k < lengths.Length; k++)
                {
                    buffers.Input(k).Slice(turn * lengths[k], lengths[k]).CopyTo(output[start..]);
                    start += lengths[k];
                }
            }
        }
    }
}
