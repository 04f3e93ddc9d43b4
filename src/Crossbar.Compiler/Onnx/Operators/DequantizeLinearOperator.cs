using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// DequantizeLinear (opsets 10 to 25): scale·(q − zero), one scale for all, one along an axis, or one per block of an axis (21). Constants
/// are computed; what QuantizeLinear quantised is already what it stands for.
/// </summary>
internal static class DequantizeLinearOperator
{
    /// <summary>Imports a node.</summary>
    public static void Import(NodeImport node)
    {
        if (node.Value(0) is ConstantValue { Tensor: IntegerTensor integers })
            node.Return(new ConstantValue(Compute(node, integers)));
        else if (node.Value(0) is Activation { Quantization: { } quantization } activation)
            PassOn(node, activation, quantization);
        else
            throw new NodeException("It reads what no QuantizeLinear wrote. Export the network before its quantisation: the converters of the crossbars quantise.");
    }

    private static void PassOn(NodeImport node, Activation activation, Quantization quantization)
    {
        var (scale, zero) = (node.Floats(1, "scale").Values, node.HasInput(2) ? node.Integers(2, "zero point").Values : [0]);
        if (scale is not [var step] || zero is not [var origin] || step != quantization.Scale || origin != quantization.Zero)
            throw new NodeException(
                "Its scale or zero point is not that of the QuantizeLinear before it. " +
                "Export the network before its quantisation: the converters of the crossbars quantise.");
        node.Return(activation with { Quantization = null });
    }

    private static FloatTensor Compute(NodeImport node, IntegerTensor integers)
    {
        var scales = QuantizationScales.Read(node, integers.Dimensions);
        var values = new float[integers.Length];
        for (var k = 0; k < values.Length; k++)
        {
            var (scale, zero) = scales.At(k);
            values[k] = (float)((integers.Values[k] - zero) * (double)scale);
        }

        return new FloatTensor(integers.Dimensions, [.. values]);
    }
}
