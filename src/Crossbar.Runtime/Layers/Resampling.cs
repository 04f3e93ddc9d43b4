namespace Crossbar.Runtime.Layers;

/// <summary>
/// Interpolates along one dimension: each result is a weighted sum of a few input elements of its line. Resizing an image linearly or
/// cubically is one resampling a dimension.
/// </summary>
public sealed record Resampling : Layer
{
    /// <summary>Product of the dimensions behind the one that is resampled.</summary>
    public required int Inner { get; init; }

    /// <summary>Number of elements of an input line.</summary>
    public required int Size { get; init; }

    /// <summary>For each element of a result line, T input elements, [result size, T] flattened.</summary>
    public required ImmutableArray<int> Sources { get; init; }

    /// <summary>Their weights, likewise.</summary>
    public required ImmutableArray<float> Weights { get; init; }

    /// <summary>Number of elements of a result line.</summary>
    public required int ResultSize { get; init; }

    /// <inheritdoc/>
    public override string OperatorName => "Resize";

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(this);

    private sealed class Kernel(Resampling layer) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var (inner, taps) = (layer.Inner, layer.Sources.Length / layer.ResultSize);
            var lines = buffers.Output.Length / inner / layer.ResultSize;
            for (var line = 0; line < lines; line++)
            {
                var x = buffers.Input(0).Slice(line * layer.Size * inner, layer.Size * inner);
                for (var k = 0; k < layer.ResultSize; k++)
                {
                    var y = buffers.Output.Slice(((line * layer.ResultSize) + k) * inner, inner);
                    y.Clear();
                    for (var t = k * taps; t < (k + 1) * taps; t++)
                        Elementwise.AddScaled(x.Slice(layer.Sources[t] * inner, inner), layer.Weights[t], y);
                }
            }
        }
    }
}
