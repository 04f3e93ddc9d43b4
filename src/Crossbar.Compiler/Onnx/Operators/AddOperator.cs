using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Add (opsets 7 to 14): two activations of one shape, or an activation and a constant; the result has the activation's shape.
/// </summary>
internal static class AddOperator
{
    /// <summary>Imports a node as an <see cref="Add"/> or a <see cref="ScaleShift"/>.</summary>
    public static void Import(NodeImport node)
    {
        if (node.Value(0) is Activation && node.Value(1) is Activation)
            AddActivations(node, node.Activation(0), node.Activation(1));
        else if (node.Value(0) is Activation)
            AddConstant(node, node.Activation(0), 1);
        else
            AddConstant(node, node.Activation(1), 0);
    }

    private static void AddActivations(NodeImport node, Activation a, Activation b)
    {
        if (!a.Shape.Equals(b.Shape))
            throw new NodeException($"It adds {a.DescribeShape()} and {b.DescribeShape()}; two activations of the same shape are needed.");
        node.Emit(new Add { Name = node.Name, Inputs = [], OutputShape = a.Shape }, a, b);
    }

    private static void AddConstant(NodeImport node, Activation activation, int constantInput)
    {
        var shift = ChannelBroadcast.Read(node.Floats(constantInput, "summands"), activation);
        node.Emit(new ScaleShift { Name = node.Name, Inputs = [], OutputShape = activation.Shape, Scale = [1], Shift = shift }, activation);
    }
}
