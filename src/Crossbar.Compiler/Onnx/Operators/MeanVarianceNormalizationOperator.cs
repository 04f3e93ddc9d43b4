using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>MeanVarianceNormalization (opsets 9, 13): (x − mean)/√variance over axes, by default [0, 2, 3].</summary>
internal static class MeanVarianceNormalizationOperator
{
    /// <summary>Imports a node as the layers of that formula.</summary>
    public static void Import(NodeImport node)
    {
        // The definition adds 1e-9 to the deviation so that nothing is divided by 0.
        const float Epsilon = 1e-18f;
        var x = node.Activation(0);
        node.Return(node.Layers.Standardize(x, Axis.Resolve(node.Attributes.Integers("axes") ?? [0, 2, 3], x.Rank), Epsilon));
    }
}
