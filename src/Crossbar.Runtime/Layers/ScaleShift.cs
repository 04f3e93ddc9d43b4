namespace Crossbar.Runtime.Layers;

/// <summary>A digital x·Scale[c] + Shift[c] per channel: a batch norm that could not be folded, or an added constant.</summary>
public sealed record ScaleShift : Layer
{
    /// <summary>Factor of each channel; one value serves all.</summary>
    public required ImmutableArray<float> Scale { get; init; }

    /// <summary>Summand of each channel; one value serves all.</summary>
    public required ImmutableArray<float> Shift { get; init; }

    /// <inheritdoc/>
    public override string OperatorName => "BatchNormalization";

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(this);

    private sealed class Kernel(ScaleShift layer) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var channels = layer.OutputShape.Channels;
            var plane = layer.OutputShape.Length / channels;
            for (var c = 0; c < channels; c++)
            {
                var scale = layer.Scale[layer.Scale.Length == 1 ? 0 : c];
                var shift = layer.Shift[layer.Shift.Length == 1 ? 0 : c];
                Elementwise.ScaleShift(buffers.Input(0).Slice(c * plane, plane), scale, shift, buffers.Output.Slice(c * plane, plane));
            }
        }
    }
}
