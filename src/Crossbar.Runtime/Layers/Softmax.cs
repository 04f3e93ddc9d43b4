namespace Crossbar.Runtime.Layers;

/// <summary>The softmax over all elements: exp(x) over the sum of exp.</summary>
public sealed record Softmax : Layer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel();

    /// <summary>Computes the softmax of a vector; the largest element is subtracted first, so nothing overflows.</summary>
    /// <param name="x">The vector.</param>
    /// <param name="y">Receives as many probabilities; may be <paramref name="x"/>.</param>
    public static void Compute(ReadOnlySpan<float> x, Span<float> y)
    {
        var max = float.NegativeInfinity;
        foreach (var value in x)
            max = MathF.Max(max, value);
        var sum = 0f;
        for (var k = 0; k < x.Length; k++)
            sum += y[k] = MathF.Exp(x[k] - max);
        for (var k = 0; k < x.Length; k++)
            y[k] /= sum;
    }

    private sealed class Kernel : LayerKernel
    {
        public override void Run(in LayerBuffers buffers) => Compute(buffers.Input(0), buffers.Output);
    }
}
