using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers;

/// <summary>The maximum under a sliding window; padding never wins. Input [C, H, W].</summary>
public sealed record MaxPool : Layer
{
    /// <summary>How the window slides; with ceil mode the output may reach past the padding.</summary>
    public required WindowGeometry Window { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new PoolKernel(Window, context.InputShapes[0], OutputShape, null);
}
