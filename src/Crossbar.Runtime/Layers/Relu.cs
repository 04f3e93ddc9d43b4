namespace Crossbar.Runtime.Layers;

/// <summary>max(x, 0) of every element.</summary>
public sealed record Relu : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel();

    private sealed class Kernel : LayerKernel
    {
        public override void Run(in LayerBuffers buffers) => Elementwise.AddAndClamp(buffers.Input(0), default, 0, float.PositiveInfinity, buffers.Output);
    }
}
