using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>
/// What a model may make this machine compute and hold: a few bytes of a file can ask for any amount. All results of layers and all
/// constants computed together count.
/// </summary>
internal sealed class ElementBudget
{
    private const long All = ConstantTensor.MaxElements;

    private long _left = All;

    /// <summary>Spends some of it, before memory is taken.</summary>
    /// <param name="elements">Number of elements.</param>
    /// <exception cref="NodeException">There is not enough left.</exception>
    public void Spend(long elements)
    {
        if (elements > _left)
            throw new NodeException(
                $"With its {elements} elements the network would have more than {All} for one image. Use smaller images, or let the exporter fold constants.");
        _left -= elements;
    }
}
