namespace Crossbar.Runtime.Layers;

/// <summary>max(x, 0) of every element.</summary>
public sealed record Relu : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => throw new NotSupportedException();
}
