using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Squeeze and Unsqueeze (opsets 1 to 25; the axes are an attribute before 13 and a constant input since): dimensions of 1 go and come.</summary>
internal static class SqueezeOperator
{
    /// <summary>Imports Squeeze as a reshape.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var given = node.Integers("axes", 1);
        // Without axes all dimensions of 1 go, but not a batch, which only happens to be 1 here.
        var axes = given is { } list
            ? Axis.Resolve(list, x.Rank)
            : [.. Enumerable.Range(x.Batch.IsSeparate ? 1 : 0, x.Rank - (x.Batch.IsSeparate ? 1 : 0)).Where(axis => x.Dimensions[axis] == 1)];
        foreach (var axis in axes)
        {
            x.CheckFree(axis);
            if (x.Dimensions[axis] != 1)
                throw new NodeException($"It squeezes dimension {axis} of {x.DescribeShape()}, which is not 1. Export the model again.");
        }

        node.Return(node.Layers.Reshape(x, [.. x.Dimensions.Where((_, axis) => !axes.Contains(axis))]));
    }

    /// <summary>Imports Unsqueeze as a reshape.</summary>
    public static void ImportInverse(NodeImport node)
    {
        var x = node.Activation(0);
        var given = node.Integers("axes", 1) ?? throw new NodeException("It has no axes. Export the model again.");
        var axes = Axis.Resolve(given, x.Rank + given.Length);
        if (axes.Contains(0))
            x.CheckFree(0);
        var dimensions = x.Dimensions.ToList();
        foreach (var axis in axes)
            dimensions.Insert(axis, 1);
        node.Return(node.Layers.Reshape(x, [.. dimensions]));
    }
}
