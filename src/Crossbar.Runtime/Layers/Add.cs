namespace Crossbar.Runtime.Layers;

/// <summary>The sum of two values of the same shape.</summary>
public sealed record Add : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => throw new NotSupportedException();
}
