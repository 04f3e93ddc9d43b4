namespace Crossbar.Runtime.Layers;

/// <summary>The sum of two values of the same shape.</summary>
public sealed record Add : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel();

    private sealed class Kernel : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var a = buffers.Input(0);
            var b = buffers.Input(1);
            var y = buffers.Output;
            for (var k = 0; k < y.Length; k++)
                y[k] = a[k] + b[k];
        }
    }
}
