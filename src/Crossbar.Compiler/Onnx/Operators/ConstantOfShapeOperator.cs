using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>ConstantOfShape (opsets 9 to 25): a constant shape full of one value, 0 by default.</summary>
internal static class ConstantOfShapeOperator
{
    /// <summary>Imports a node as a constant.</summary>
    public static void Import(NodeImport node)
    {
        var dimensions = node.Integers(0, "dimensions").Values;
        var count = ConstantTensor.CountElements(dimensions.AsSpan())
            ?? throw new NodeException($"Its shape would be [{string.Join(", ", dimensions)}]. Export the model again.");
        node.Spend(count);
        var value = node.Attributes.Tensor("value") is { } tensor ? node.Read(tensor) : new FloatTensor([1], [0]);
        ConstantTensor filled = value switch
        {
            FloatTensor { Values: [var number] } => new FloatTensor(dimensions, [.. Enumerable.Repeat(number, count)]),
            IntegerTensor { Values: [var number] } integer => integer with { Dimensions = dimensions, Values = [.. Enumerable.Repeat(number, count)] },
            _ => throw new NodeException($"Its value has the shape {value.DescribeShape()}; one element is needed."),
        };
        node.Return(new ConstantValue(filled));
    }
}
