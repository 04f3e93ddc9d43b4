using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Cast (opsets 6 to 25). Everything is computed in single precision, so that a cast between floating-point types is nothing; one to
/// integers cuts the fraction off, and one of integer constants keeps the low bits.
/// </summary>
internal static class CastOperator
{
    /// <summary>Imports a node.</summary>
    public static void Import(NodeImport node)
    {
        var type = (DataType)node.Attributes.Integer("to", 0);
        switch (type)
        {
            case DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16:
                node.Return(node.Activation(0) with { IsInteger = false });
                break;
            case DataType.Bool:
                node.Return(node.Layers.Unary(UnaryFunction.Not, node.Layers.Unary(UnaryFunction.Not, node.Condition(0))) with { IsInteger = true });
                break;
            case DataType.Int8 or DataType.Int16 or DataType.Int32 or DataType.Int64 or DataType.Uint8 or DataType.Uint16 or DataType.Uint32 or DataType.Uint64:
                ToInteger(node, type);
                break;
            default:
                throw new NodeException($"It casts to {type}; floating-point types, integers and bool are supported.");
        }
    }

    private static void ToInteger(NodeImport node, DataType type)
    {
        // Not by way of floats, which do not hold large numbers.
        if (node.Value(0) is ConstantValue { Tensor: IntegerTensor integers })
        {
            node.Return(new ConstantValue(integers with { Type = type, Values = [.. integers.Values.Select(v => Wrapped(v, type))] }));
            return;
        }

        var x = node.Activation(0);
        node.Return(x.IsInteger ? x : node.Layers.Unary(UnaryFunction.Truncate, x) with { IsInteger = true });
    }

    private static long Wrapped(long value, DataType type) => type switch
    {
        DataType.Int8 => unchecked((sbyte)value),
        DataType.Int16 => unchecked((short)value),
        DataType.Int32 => unchecked((int)value),
        DataType.Uint8 => unchecked((byte)value),
        DataType.Uint16 => unchecked((ushort)value),
        DataType.Uint32 => unchecked((uint)value),
        DataType.Uint64 when value < 0 => throw new NodeException($"It casts {value} to {type}, which makes a number beyond 2^63. Cast to int64."),
        _ => value,
    };
}
