using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// QuantizeLinear (opsets 10 to 25). Constants are quantised as it says. Activations are not rounded, for the converters of the
/// crossbars quantise; but they are limited to what the integers could stand for, which is the ReLU in many quantised networks.
/// </summary>
internal static class QuantizeLinearOperator
{
    /// <summary>Imports a node.</summary>
    public static void Import(NodeImport node)
    {
        var type = node.HasInput(2) ? node.Integers(2, "zero point").Type : (DataType)node.Attributes.Integer("output_dtype", (long)DataType.Uint8);
        var (low, high) = type switch
        {
            DataType.Uint8 => (0L, 255L),
            DataType.Int8 => (-128L, 127L),
            DataType.Uint16 => (0L, 65535L),
            DataType.Int16 => (-32768L, 32767L),
            _ => throw new NodeException($"It quantises to {type}; 8- and 16-bit integers are supported."),
        };
        if (node.Value(0) is ConstantValue { Tensor: FloatTensor floats })
            node.Return(new ConstantValue(Compute(node, floats, low, high) with { Type = type }));
        else
            Limit(node, low, high);
    }

    private static void Limit(NodeImport node, long low, long high)
    {
        var (scales, zeros) = (node.Floats(1, "scale").Values, node.HasInput(2) ? node.Integers(2, "zero point").Values : [0]);
        if (scales is not [var scale] || zeros is not [var zero])
            throw new NodeException("It has a scale per channel; for activations one scale is supported. Quantise the activations a tensor.");
        if (!(scale > 0 && float.IsFinite(scale)))
            throw new NodeException($"Its scale is {scale}; a finite number above 0 is needed. Export the model again.");
        var limited = node.Layers.Clip(node.Activation(0), scale * (low - zero), scale * (high - zero));
        node.Return(limited with { Quantization = new Quantization(scale, zero) });
    }

    private static IntegerTensor Compute(NodeImport node, FloatTensor floats, long low, long high)
    {
        var scales = QuantizationScales.Read(node, floats.Dimensions);
        var values = new long[floats.Length];
        for (var k = 0; k < values.Length; k++)
        {
            var (scale, zero) = scales.At(k);
            if (scale == 0)
                throw new NodeException("A scale is 0, which it divides by. Export the model again.");
            var rounded = MathF.Round(floats.Values[k] / scale, MidpointRounding.ToEven);
            values[k] = (long)Math.Clamp(rounded + zero, low, high);
        }

        return new IntegerTensor(floats.Dimensions, [.. values]);
    }
}
