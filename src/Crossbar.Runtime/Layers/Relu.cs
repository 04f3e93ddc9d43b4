namespace Crossbar.Runtime.Layers;

/// <summary>max(x, 0) of every element.</summary>
public sealed record Relu : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel();

    private sealed class Kernel : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var x = buffers.Input(0);
            var y = buffers.Output;
            for (var k = 0; k < y.Length; k++)
                y[k] = MathF.Max(x[k], 0);
        }
    }
}
