using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Constant (opsets 1 to 25; the forms for numbers and lists since 12).</summary>
internal static class ConstantOperator
{
    /// <summary>Imports a node as a constant.</summary>
    public static void Import(NodeImport node) => node.Return(new ConstantValue(Read(node)));

    private static ConstantTensor Read(NodeImport node)
    {
        var attributes = node.Attributes;
        if (attributes.Tensor("value") is { } tensor)
            return node.Read(tensor);
        if (attributes.Has("value_float"))
            return new FloatTensor([], [attributes.Bound("value_float", 0)]);
        if (attributes.Numbers("value_floats") is { } numbers)
            return new FloatTensor([numbers.Length], numbers);
        if (attributes.Has("value_int"))
            return new IntegerTensor([], [attributes.Integer("value_int", 0)]);
        if (attributes.Integers("value_ints") is { } integers)
            return new IntegerTensor([integers.Length], integers);
        throw new NodeException(
            "It holds neither a tensor nor numbers (sparse tensors and texts are not supported). Export the model again.");
    }
}
