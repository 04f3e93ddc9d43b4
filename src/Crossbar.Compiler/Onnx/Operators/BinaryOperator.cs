using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Add, Sub, Mul, Div, Pow, Mod, comparisons and logic (opsets 7 to 25): two tensors, either of which may be a constant and either of
/// which is repeated along dimensions of 1 (NumPy's broadcasting).
/// </summary>
internal static class BinaryOperator
{
    /// <summary>Imports arithmetic.</summary>
    public static Action<NodeImport> Import(BinaryFunction function) => node =>
    {
        var (x, y) = (node.Activation(0), node.Activation(1));
        var isInteger = x.IsInteger && (y.IsInteger || function == BinaryFunction.Power);
        var result = node.Layers.Binary(function, x, y);
        if (isInteger && function == BinaryFunction.Divide)
            result = node.Layers.Unary(UnaryFunction.Truncate, result);
        node.Return(result with { IsInteger = isInteger });
    };

    /// <summary>Imports a comparison or logical operator, whose results are 0 and 1.</summary>
    /// <param name="function">The function.</param>
    /// <param name="swap">Whether its operands are the other way round.</param>
    public static Action<NodeImport> ImportLogical(BinaryFunction function, bool swap = false) => node =>
    {
        var (x, y) = (node.Activation(swap ? 1 : 0), node.Activation(swap ? 0 : 1));
        node.Return(node.Layers.Binary(function, x, y) with { IsInteger = true });
    };

    /// <summary>Imports Mod, whose sign is the divisor's, or the dividend's with fmod=1.</summary>
    public static void ImportModulo(NodeImport node) =>
        Import(node.Attributes.Flag("fmod") ? BinaryFunction.Remainder : BinaryFunction.Modulo)(node);
}
