using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>PRelu (opsets 7 to 16): x, or slope·x where x is negative; the slope is repeated along dimensions of 1.</summary>
internal static class PReluOperator
{
    /// <summary>Imports a node as a <see cref="Binary"/>.</summary>
    public static void Import(NodeImport node) =>
        node.Return(node.Layers.Binary(BinaryFunction.PRelu, node.Activation(0), node.Activation(1)));
}
