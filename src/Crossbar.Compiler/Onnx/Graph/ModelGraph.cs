using System.Collections.Immutable;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Onnx.Proto;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>
/// The part of a file's graph that the output depends on, checked: every tensor comes from somewhere, once, and the nodes are
/// in an order in which each comes after those it reads. What the output does not depend on (dead nodes) is left out, so it
/// may be anything.
/// </summary>
internal sealed class ModelGraph
{
    private readonly string _path;
    private readonly Dictionary<string, GraphNode> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueInfoProto> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _initializers = new(StringComparer.Ordinal);

    /// <summary>Checks a graph.</summary>
    /// <param name="graph">The graph as parsed.</param>
    /// <param name="path">The model's file, for messages.</param>
    /// <param name="diagnostics">Receives a warning where there are several outputs.</param>
    /// <exception cref="CompilationException">The graph contradicts itself, or does not have one input.</exception>
    public ModelGraph(GraphProto graph, string path, DiagnosticBag diagnostics)
    {
        _path = path;
        OutputName = graph.Output[0].Name;
        if (graph.Output.Count > 1)
            diagnostics.Report(Descriptors.SeveralOutputs, path, graph.Output.Count, string.Join(", ", graph.Output.Select(o => o.Name)));

        foreach (var tensor in graph.Initializer)
            Define(_initializers, tensor.Name, tensor);
        foreach (var input in graph.Input)
        {
            // Before IR version 4 every initializer was listed as an input too.
            if (!_initializers.ContainsKey(input.Name))
                Define(_inputs, input.Name, input);
        }

        foreach (var node in Named(graph.Node))
        {
            foreach (var output in node.Proto.Output.Where(o => o.Length > 0))
                Define(_producers, output, node);
        }

        if (_inputs.ContainsKey(OutputName))
            throw new CompilationException(Descriptors.EmptyNetwork, path, OutputName, OutputName);
        var live = FindLive(out var used);
        Nodes = Sort(live);
        Input = used.Count == 1 ? used[0] : throw new CompilationException(Descriptors.InputCount, path, OutputName, DescribeInputs(used));
    }

    /// <summary>The nodes that the output depends on, each after those it reads; in the file's order where that is such an order.</summary>
    public ImmutableArray<GraphNode> Nodes { get; }

    /// <summary>The one input that the output depends on.</summary>
    public ValueInfoProto Input { get; }

    /// <summary>The tensor that is the network's output.</summary>
    public string OutputName { get; }

    /// <summary>The tensors that the file holds, by name.</summary>
    public IReadOnlyDictionary<string, TensorProto> Initializers => _initializers;

    private static List<GraphNode> Named(IReadOnlyList<NodeProto> nodes)
    {
        // Given names come first, so that a made-up one never takes the name that another node has.
        var names = new UniqueNames();
        var given = nodes.Select(n => n.Name.Length > 0 ? names.Take(n.Name) : null).ToList();
        return nodes.Select((node, i) => new GraphNode(node, i, given[i] ?? names.Take($"{node.OpType}_{i}"))).ToList();
    }

    private void Define<T>(Dictionary<string, T> table, string name, T value)
    {
        if (_producers.ContainsKey(name) || _inputs.ContainsKey(name) || !table.TryAdd(name, value))
            throw Invalid($"two nodes, inputs or initializers are called '{name}'.");
    }

    /// <summary>Walks backwards from the output.</summary>
    private HashSet<GraphNode> FindLive(out List<ValueInfoProto> used)
    {
        var live = new HashSet<GraphNode>(ReferenceEqualityComparer.Instance);
        var seen = new HashSet<string>(StringComparer.Ordinal) { OutputName };
        var pending = new Stack<(string Tensor, string Reader)>([(OutputName, "the graph's output list")]);
        used = [];
        while (pending.TryPop(out var next))
        {
            if (_inputs.TryGetValue(next.Tensor, out var input))
                used.Add(input);
            else if (_producers.TryGetValue(next.Tensor, out var node))
            {
                if (!live.Add(node))
                    continue;
                foreach (var tensor in node.Proto.Input.Where(t => t.Length > 0 && seen.Add(t)))
                    pending.Push((tensor, $"node '{node.Name}'"));
            }
            else if (!_initializers.ContainsKey(next.Tensor))
                throw Invalid($"{next.Reader} reads tensor '{next.Tensor}', which nothing in the file provides.");
        }

        return live;
    }

    private ImmutableArray<GraphNode> Sort(HashSet<GraphNode> live)
    {
        IEqualityComparer<GraphNode> identity = ReferenceEqualityComparer.Instance;
        var readers = live.ToDictionary(n => n, _ => new List<GraphNode>(), identity);
        var waitsFor = new Dictionary<GraphNode, int>(identity);
        var ready = new PriorityQueue<GraphNode, int>();
        foreach (var node in live)
        {
            var sources = node.Proto.Input.Where(_producers.ContainsKey).Select(t => _producers[t]).ToList();
            sources.ForEach(s => readers[s].Add(node));
            waitsFor[node] = sources.Count;
            if (sources.Count == 0)
                ready.Enqueue(node, node.Index);
        }

        var order = ImmutableArray.CreateBuilder<GraphNode>(live.Count);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var reader in readers[node].Where(reader => --waitsFor[reader] == 0))
                ready.Enqueue(reader, reader.Index);
        }

        if (order.Count < live.Count)
            throw Invalid($"node '{live.Where(n => waitsFor[n] > 0).MinBy(n => n.Index)!.Name}' depends on its own output.");
        return order.MoveToImmutable();
    }

    private string DescribeInputs(List<ValueInfoProto> used) =>
        used.Count == 0 ? "none" : $"{used.Count}: {string.Join(", ", _inputs.Keys.Where(k => used.Exists(u => u.Name == k)))}";

    private CompilationException Invalid(string what) => new(Descriptors.InvalidModel, _path, what);
}
