namespace Crossbar.Runtime.Layers;

/// <summary>A value that is the same for every image: an operand of another layer. Reads nothing.</summary>
public sealed record Constant : Layer
{
    /// <summary>The elements, flattened like <see cref="Layer.OutputShape"/>.</summary>
    public required ImmutableArray<float> Values { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(Values);

    private sealed class Kernel(ImmutableArray<float> values) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers) => values.AsSpan().CopyTo(buffers.Output);
    }
}
