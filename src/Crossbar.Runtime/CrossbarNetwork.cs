namespace Crossbar.Runtime;

/// <summary>A network ready to run: one simulated chip. Thread-safe.</summary>
public sealed class CrossbarNetwork
{
    /// <summary>Prepares a network: solves the transfer matrix of every array and packs the tables.</summary>
    /// <param name="design">The network.</param>
    /// <param name="options">What differs from the design; null for nothing.</param>
    public CrossbarNetwork(NetworkDesign design, CrossbarOptions? options = null)
    {
        Design = design;
        Options = options ?? new CrossbarOptions();
    }

    /// <summary>What this network was made from.</summary>
    public NetworkDesign Design { get; }

    /// <summary>The options it was made with.</summary>
    public CrossbarOptions Options { get; }

    /// <summary>Computes the scores of one image.</summary>
    /// <param name="image">The image, flattened as <see cref="NetworkDesign.InputShape"/> says.</param>
    /// <param name="scores">Receives one score a class.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<float> image, Span<float> scores) => throw new NotSupportedException();

    /// <summary>Computes the scores of byte pixels, scaled by <see cref="NetworkDesign.Normalization"/>.</summary>
    public void Predict(ReadOnlySpan<byte> pixels, Span<float> scores) => throw new NotSupportedException();

    /// <summary>Names the class of one image.</summary>
    public Classification Classify(ReadOnlySpan<float> image) => throw new NotSupportedException();

    /// <summary>Names the class of one image of byte pixels.</summary>
    public Classification Classify(ReadOnlySpan<byte> pixels) => throw new NotSupportedException();

    /// <summary>Computes the scores of many images, on all cores.</summary>
    /// <param name="images">N images one after the other.</param>
    /// <param name="scores">Receives N rows of scores.</param>
    public void PredictBatch(ReadOnlyMemory<float> images, Memory<float> scores) => throw new NotSupportedException();

    /// <summary>Names the classes of many images, on all cores.</summary>
    /// <param name="images">N images one after the other.</param>
    /// <returns>N classifications.</returns>
    public Classification[] ClassifyBatch(ReadOnlyMemory<float> images) => throw new NotSupportedException();
}
