namespace Crossbar.Runtime.Layers;

/// <summary>The same elements under another shape (Flatten, Reshape, Squeeze).</summary>
public sealed record Reshape : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel();

    private sealed class Kernel : LayerKernel
    {
        public override void Run(in LayerBuffers buffers) => buffers.Input(0).CopyTo(buffers.Output);
    }
}
