using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>Where a network may end before a node that cannot be imported.</summary>
internal static class OutputCut
{
    /// <summary>
    /// The last tensor before a node that a network with crossbars results for: one from which alone the rest can be computed, or, where there is
    /// none, the last of any.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="pass">What its import gave.</param>
    /// <param name="node">The node.</param>
    /// <returns>The tensor's name; null where nothing before the node is worth a network.</returns>
    public static string? Before(ModelGraph graph, GraphPass pass, GraphNode node)
    {
        var crossbars = WithCrossbars(pass.Layers);
        return Last(Bottlenecks.Before(graph, node.Proto.Input)) ?? Last([.. graph.NodesBefore(node.Proto.Input).SelectMany(n => n.Proto.Output)]);

        string? Last(ImmutableArray<string> tensors) => tensors.LastOrDefault(
            t => pass.ValueOf(t) is Activation { Source: { } source, Quantization: null } && crossbars.Contains(source));
    }

    // The layers that a layer with weights leads to.
    private static HashSet<LayerNode> WithCrossbars(LayerGraph layers)
    {
        var found = new HashSet<LayerNode>();
        foreach (var node in layers.Nodes)
        {
            if (node.Layer is Convolution || node.Inputs.Any(i => i is not null && found.Contains(i)))
                found.Add(node);
        }

        return found;
    }
}
