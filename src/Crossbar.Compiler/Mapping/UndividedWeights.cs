namespace Crossbar.Compiler.Mapping;

/// <summary>Weights as they are, in one part.</summary>
internal sealed class UndividedWeights : IWeightParts
{
    // One per output.
    private readonly double[] _scales;

    /// <summary>Scales a layer's weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="scale">Whether each output has a scale of its own, or the layer one.</param>
    public UndividedWeights(Convolution layer, WeightScale scale)
    {
        _scales = [.. Enumerable.Range(0, layer.Outputs).Select(j => Greatest(scale == WeightScale.Array ? layer.Weights.AsSpan() : layer.Weights.AsSpan().Slice(j * layer.KernelLength, layer.KernelLength)))
            .Select(greatest => greatest > 0 ? 1.0 / greatest : 1)];

        static float Greatest(ReadOnlySpan<float> weights) => Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(weights));
    }

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public double ZeroLevel => 0;

    /// <inheritdoc/>
    public float PartOf(int output, float weight, int part) => weight;

    /// <inheritdoc/>
    public double ScaleOf(int output, int part) => _scales[output];

    /// <inheritdoc/>
    public float ZeroWeightOf(int output, int part) => 0;
}
