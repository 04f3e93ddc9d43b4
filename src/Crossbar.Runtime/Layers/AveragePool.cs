namespace Crossbar.Runtime.Layers;

/// <summary>The mean under a sliding window; a window over the whole image is global pooling. Input [C, H, W].</summary>
public sealed record AveragePool : Layer
{
    /// <summary>How the window slides.</summary>
    public required WindowGeometry Window { get; init; }

    /// <summary>Whether padding counts in the divisor (never what lies beyond the padding, as in ceil mode).</summary>
    public bool CountPadding { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => throw new NotSupportedException();
}
