using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Dropout (opsets 7 to 22) as in inference: another name for the same tensor.</summary>
internal static class DropoutOperator
{
    /// <summary>Imports a node as nothing.</summary>
    public static void Import(NodeImport node)
    {
        if (node.HasInput(2) && node.Integers(2, "training mode").Values is not [0])
            throw new NodeException("It is in training mode. Export the model for inference (model.eval()).");
        node.Return(node.Value(0));
    }
}
