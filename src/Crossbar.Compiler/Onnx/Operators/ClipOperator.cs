using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Clip (opsets 6 to 13; the limits are attributes before 11 and constant inputs since).</summary>
internal static class ClipOperator
{
    /// <summary>Imports a node; with limits 0 and ∞ as a ReLU.</summary>
    public static void Import(NodeImport node)
    {
        var low = node.Number("min", 1, float.MinValue);
        var high = node.Number("max", 2, float.MaxValue);
        node.Return(node.Layers.Clip(
            node.Activation(0),
            low <= float.MinValue ? float.NegativeInfinity : low,
            high >= float.MaxValue ? float.PositiveInfinity : high));
    }
}
