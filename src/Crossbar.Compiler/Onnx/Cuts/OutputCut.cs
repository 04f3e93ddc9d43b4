using System.Collections.Immutable;
using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Cuts;

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
        return Last(Bottlenecks.Before(graph, node.Proto.Input)) ?? Last([.. graph.NodesBefore(node.Proto.Input).SelectMany(n => n.Proto.Output)]);

        string? Last(ImmutableArray<string> tensors)
        {
            for (var k = tensors.Length - 1; k >= 0; k--)
            {
                if (pass.ValueOf(tensors[k]) is Activation { Source: { } source, Quantization: null })
                    return HasWeights(source) ? tensors[k] : null;
            }

            return null;
        }
    }

    private static bool HasWeights(LayerNode output)
    {
        var seen = new HashSet<LayerNode>();
        var pending = new Stack<LayerNode>([output]);
        while (pending.TryPop(out var node))
        {
            if (node.Layer is Convolution)
                return true;
            foreach (var input in node.Inputs)
            {
                if (input is not null && seen.Add(input))
                    pending.Push(input);
            }
        }

        return false;
    }
}
