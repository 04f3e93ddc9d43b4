namespace Crossbar.Runtime.Layers;

/// <summary>The same elements under another shape (Flatten, Reshape, Squeeze).</summary>
public sealed record Reshape : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => throw new NotSupportedException();
}
