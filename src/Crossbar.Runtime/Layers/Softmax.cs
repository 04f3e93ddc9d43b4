namespace Crossbar.Runtime.Layers;

/// <summary>The softmax of a vector: exp(x) over the sum of exp.</summary>
public sealed record Softmax : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => throw new NotSupportedException();
}
