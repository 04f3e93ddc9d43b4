using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>ArgMax and ArgMin (opsets 1 to 13; select_last_index since 12) along one dimension, 0 by default.</summary>
internal static class ArgExtremeOperator
{
    /// <summary>Imports a node as a <see cref="Reduce"/>.</summary>
    /// <param name="first">Which of equal elements wins by default.</param>
    /// <param name="last">Which wins with select_last_index=1.</param>
    public static Action<NodeImport> Import(ReduceFunction first, ReduceFunction last) => node =>
    {
        var x = node.Activation(0);
        var axis = Axis.Resolve(node.Attributes.Integer("axis", 0), x.Rank);
        var function = node.Attributes.Flag("select_last_index") ? last : first;
        node.Return(node.Layers.Reduce(function, x, [axis], node.Attributes.Integer("keepdims", 1) != 0) with { IsInteger = true });
    };
}
