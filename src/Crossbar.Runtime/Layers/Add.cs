namespace Crossbar.Runtime.Layers;

/// <summary>The sum of two values of the same shape.</summary>
public sealed record Add : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel();

    private sealed class Kernel : LayerKernel
    {
        public override bool Finishes => true;

        public override void Run(in LayerBuffers buffers) => Elementwise.AddAndClamp(
            buffers.Input(0), buffers.Input(1), buffers.Floor, buffers.Ceiling, buffers.Output);
    }
}
