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
    /// <param name="selection">Which input and output the user chose.</param>
    /// <param name="path">The model's file, for messages.</param>
    /// <param name="diagnostics">Receives a warning where there are several outputs and none was chosen.</param>
    /// <exception cref="CompilationException">The graph contradicts itself.</exception>
    public ModelGraph(GraphProto graph, ImportSelection selection, string path, DiagnosticBag diagnostics)
    {
        _path = path;
        OutputName = selection.Output ?? graph.Output[0].Name;
        if (graph.Output.Count > 1 && selection.Output is null)
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

        if (selection.Input is { } chosen)
            Cut(chosen, graph);
        CheckOutput(graph);
        if (_inputs.ContainsKey(OutputName))
            throw new CompilationException(Descriptors.EmptyNetwork, path, OutputName, OutputName);
        var live = FindLive(out var used);
        Nodes = Sort(live);
        Inputs = [.. _inputs.Values.Where(used.Contains)];
    }

    /// <summary>The nodes that the output depends on, each after those it reads; in the file's order where that is such an order.</summary>
    public ImmutableArray<GraphNode> Nodes { get; }

    /// <summary>The inputs that the output depends on, in the file's order: one, in a graph that can be imported.</summary>
    public ImmutableArray<ValueInfoProto> Inputs { get; }

    /// <summary>The first of them.</summary>
    public ValueInfoProto Input => Inputs[0];

    /// <summary>Whether the input is a tensor at which the graph was cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The tensor that is the network's output.</summary>
    public string OutputName { get; }

    /// <summary>The tensors that the file holds, by name.</summary>
    public IReadOnlyDictionary<string, TensorProto> Initializers => _initializers;

    /// <summary>The node that computes a tensor; null for inputs and what the file holds.</summary>
    public GraphNode? ProducerOf(string tensor) => _producers.GetValueOrDefault(tensor);

    /// <summary>The nodes that some tensors depend on, in the order of <see cref="Nodes"/>.</summary>
    public ImmutableArray<GraphNode> NodesBefore(IEnumerable<string> tensors)
    {
        var found = new HashSet<GraphNode>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<string>(tensors);
        while (pending.TryPop(out var tensor))
        {
            if (ProducerOf(tensor) is not { } node || !found.Add(node))
                continue;
            foreach (var input in node.Proto.Input)
                pending.Push(input);
        }

        return [.. Nodes.Where(found.Contains)];
    }

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

    /// <summary>Makes a tensor the graph's only input: what computes it, and the other inputs, are not looked at.</summary>
    private void Cut(string chosen, GraphProto graph)
    {
        if (_inputs.ContainsKey(chosen))
            return;
        if (!_producers.Remove(chosen))
            throw Unknown("InputName", chosen, [.. _inputs.Keys, .. _producers.Keys]);
        // Nodes of which all results are cut off are no longer reached; others still give theirs.
        IsCut = true;
        _inputs.Add(chosen, graph.ValueInfo.FirstOrDefault(v => v.Name == chosen) ?? new ValueInfoProto { Name = chosen });
    }

    private void CheckOutput(GraphProto graph)
    {
        if (!_producers.ContainsKey(OutputName) && !_inputs.ContainsKey(OutputName) && graph.Output.All(o => o.Name != OutputName))
            throw Unknown("OutputName", OutputName, [.. graph.Output.Select(o => o.Name).Union(_producers.Keys)]);
    }

    private CompilationException Unknown(string option, string name, IReadOnlyList<string> known)
    {
        var nearest = Spelling.Nearest(name, known);
        var hint = nearest is null ? $" It has {string.Join(", ", known.Take(8).Select(k => $"'{k}'"))}{(known.Count > 8 ? " and others" : "")}." : $" Did you mean '{nearest}'?";
        return new CompilationException(Descriptors.UnknownTensor, _path, option, name, hint);
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

    private CompilationException Invalid(string what) => new(Descriptors.InvalidModel, _path, what);
}
