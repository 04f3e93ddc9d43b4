namespace Crossbar.Runtime;

/// <summary>
/// A network as data: what the importer makes of an ONNX file (digital layers only), what the compiler makes of that
/// (crossbar layers in their place), and what generated classes construct. <see cref="CrossbarNetwork"/> runs it.
/// </summary>
public sealed record NetworkDesign
{
    /// <summary>Shape of one input image, without the batch dimension.</summary>
    public required TensorShape InputShape { get; init; }

    /// <summary>
    /// The layers in an order in which each comes after its inputs. Value 0 is the network's input and value k the output of
    /// <c>Layers[k - 1]</c>; the last layer's output is the network's.
    /// </summary>
    public required ImmutableArray<Layer> Layers { get; init; }

    /// <summary>One name a class; empty means that classes are named by their numbers.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>How byte images become inputs.</summary>
    public InputNormalization Normalization { get; init; } = InputNormalization.UnitRange;

    /// <summary>The chip that the crossbar layers are compiled for.</summary>
    public HardwareDesign Hardware { get; init; } = new();

    /// <summary>Shape of the network's output.</summary>
    public TensorShape OutputShape => ShapeOf(Layers.Length);

    /// <summary>Shape of value <paramref name="value"/> (0 is the input).</summary>
    public TensorShape ShapeOf(int value) => value == 0 ? InputShape : Layers[value - 1].OutputShape;
}
