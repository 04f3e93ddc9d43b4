using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>Which node is which element of which value: layers that only move elements are wires.</summary>
/// <param name="design">The network on crossbars.</param>
/// <param name="scales">What an activation of 1 is in volt, value by value.</param>
internal sealed class AnalogWiring(NetworkDesign design, double[] scales)
{
    /// <summary>The node of an element of a value.</summary>
    public Name NodeOf(int value, int element)
    {
        while (value > 0)
        {
            switch (design.Layers[value - 1])
            {
                // A softmax comes after the converters.
                case Reshape or Softmax:
                    value = design.Layers[value - 1].Inputs[0];
                    break;
                case Rearrangement moved:
                    var source = SourceOf(moved, element);
                    if (source == Rearrangement.Outside)
                        return moved.Fill == 0 ? Name.Ground : Own(value, element);
                    (value, element) = (moved.Inputs[0], source);
                    break;
                case Concat joined when PartOf(joined, element) is var (input, part) && scales[input] == scales[value]:
                    (value, element) = (input, part);
                    break;
                default:
                    return Own(value, element);
            }
        }

        return Own(value, element);
    }

    /// <summary>The input's element that a rearrangement puts at a place of its output, or <see cref="Rearrangement.Outside"/>.</summary>
    public static int SourceOf(Rearrangement layer, int element)
    {
        var source = 0;
        for (var axis = layer.Offsets.Length - 1; axis >= 0; axis--)
        {
            var offsets = layer.Offsets[axis];
            var offset = offsets[element % offsets.Length];
            if (offset == Rearrangement.Outside)
                return Rearrangement.Outside;
            source += offset;
            element /= offsets.Length;
        }

        return source;
    }

    /// <summary>The value, and its element, that a concatenation puts at a place of its output.</summary>
    public (int Value, int Element) PartOf(Concat layer, int element)
    {
        var turn = element / (layer.OutputShape.Length / layer.Turns);
        var rest = element % (layer.OutputShape.Length / layer.Turns);
        foreach (var input in layer.Inputs)
        {
            var length = design.ShapeOf(input).Length / layer.Turns;
            if (rest < length)
                return (input, (turn * length) + rest);
            rest -= length;
        }

        throw new ArgumentOutOfRangeException(nameof(element), element, "A concatenation has no such element.");
    }

    private static Name Own(int value, int element) => new(string.Create(CultureInfo.InvariantCulture, $"v{value}"), element);
}
