using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Concat (opsets 4 to 13) of any number of tensors, constants among them, along any dimension but the batch.</summary>
internal static class ConcatOperator
{
    /// <summary>Imports a node as a <see cref="Concat"/>.</summary>
    public static void Import(NodeImport node)
    {
        var values = Enumerable.Range(0, node.InputCount)
            .Where(k => node.Value(k) is not ConstantValue { Tensor.Length: 0 })
            .Select(node.Activation).ToList();
        if (values.Count == 0)
            node.Return(node.Value(0));
        else
            node.Return(node.Layers.Concat([.. values], Axis.Resolve(node.Attributes.Integer("axis", 1), values[0].Rank)));
    }
}
