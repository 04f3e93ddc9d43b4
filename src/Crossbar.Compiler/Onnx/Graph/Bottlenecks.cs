namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>The tensors through which all that is computed from the network's inputs has to pass: where it can be cut in two.</summary>
internal static class Bottlenecks
{
    /// <summary>
    /// Those before some tensors: all paths from the graph's inputs to these run through each of them. In the graph's order, and without the
    /// inputs.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ends">The tensors.</param>
    public static ImmutableArray<string> Before(ModelGraph graph, IReadOnlyCollection<string> ends)
    {
        var nodes = graph.NodesBefore(ends);
        var computed = graph.Inputs.Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        // Where each tensor is read last: from its node to there, it is one of those that hold what is known of the image.
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var k = 0; k < nodes.Length; k++)
        {
            var proto = nodes[k].Proto;
            foreach (var tensor in proto.Input.Where(computed.Contains))
                last[tensor] = k;
            if (proto.Input.Any(computed.Contains))
                computed.UnionWith(proto.Output.Where(o => o.Length > 0));
        }

        foreach (var end in ends.Where(computed.Contains))
            last[end] = nodes.Length;
        var held = graph.Inputs.Select(i => i.Name).Where(last.ContainsKey).ToHashSet(StringComparer.Ordinal);
        var narrow = ImmutableArray.CreateBuilder<string>();
        for (var k = 0; k < nodes.Length; k++)
        {
            var proto = nodes[k].Proto;
            held.ExceptWith(proto.Input.Where(i => last.GetValueOrDefault(i, -1) == k));
            held.UnionWith(proto.Output.Where(o => computed.Contains(o) && last.GetValueOrDefault(o, -1) > k));
            if (held.Count == 1 && held.Single() is var only && proto.Output.Contains(only))
                narrow.Add(only);
        }

        return narrow.ToImmutable();
    }
}
