using System.Text.Json.Serialization;

namespace Crossbar.Compiler.Studies;

/// <summary>The zeros among the inputs of crossbar layers, image by image.</summary>
/// <param name="Layers">Names of the layers.</param>
/// <param name="Shapes">Shapes of their inputs, [C, H, W].</param>
/// <param name="Inputs">Numbers of values in them.</param>
/// <param name="Zeros">Numbers of zeros, [layer][image].</param>
public sealed record ZeroCounts(ImmutableArray<string> Layers, ImmutableArray<string> Shapes, ImmutableArray<int> Inputs, ImmutableArray<ImmutableArray<int>> Zeros)
    : IJsonOnDeserialized
{
    /// <summary>Whether these are counts of the same layers.</summary>
    /// <param name="other">The counts of other images.</param>
    public bool HasLayersOf(ZeroCounts other) => Layers.SequenceEqual(other.Layers) && Shapes.SequenceEqual(other.Shapes) && Inputs.SequenceEqual(other.Inputs);

    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Shapes.Length != Layers.Length || Inputs.Length != Layers.Length || Zeros.Length != Layers.Length)
            throw new JsonException("Counts of zeros are of different numbers of layers.");
        if (Zeros.Any(layer => layer.Length == 0 || layer.Length != Zeros[0].Length))
            throw new JsonException("Counts of zeros are of different numbers of images.");
        if (Inputs.Any(inputs => inputs < 1))
            throw new JsonException("A layer has no inputs.");
    }
}
