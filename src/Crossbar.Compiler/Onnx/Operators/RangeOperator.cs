using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Range (opset 11): the numbers from a constant start to a constant limit by a constant step.</summary>
internal static class RangeOperator
{
    /// <summary>Imports a node as a constant.</summary>
    public static void Import(NodeImport node)
    {
        var (start, limit, step) = (node.Constant(0, "start"), node.Constant(1, "limit"), node.Constant(2, "step"));
        var (first, last, delta) = (Number(start), Number(limit), Number(step));
        var count = delta == 0 ? -1 : Math.Max(Math.Ceiling((last - first) / delta), 0);
        if (!(count >= 0 && count <= ConstantTensor.MaxElements))
            throw new NodeException($"It goes from {first} to {last} by {delta}. Export the model again.");
        node.Spend((long)count);
        ImmutableArray<long> dimensions = [(long)count];
        var numbers = Enumerable.Range(0, (int)count).Select(k => first + (k * delta));
        node.Return(new ConstantValue(start is IntegerTensor
            ? new IntegerTensor(dimensions, [.. numbers.Select(v => (long)v)])
            : new FloatTensor(dimensions, [.. numbers.Select(v => (float)v)])));
    }

    private static double Number(ConstantTensor tensor) => tensor switch
    {
        FloatTensor { Values: [var number] } => number,
        IntegerTensor { Values: [var number] } => number,
        _ => throw new NodeException($"It is given {tensor.DescribeShape()} where one number is needed. Export the model again."),
    };
}
