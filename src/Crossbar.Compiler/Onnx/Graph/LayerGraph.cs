using Crossbar.Compiler.Onnx.Proto;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>The network as a graph of layers, from the import of the nodes until the design is made.</summary>
/// <param name="inputShape">Shape of one image.</param>
/// <param name="budget">What all layers together may take.</param>
internal sealed class LayerGraph(TensorShape inputShape, ElementBudget budget)
{
    private readonly UniqueNames _names = new();
    private readonly List<LayerNode> _nodes = [];

    /// <summary>Shape of one image.</summary>
    public TensorShape InputShape => inputShape;

    /// <summary>What all layers together may take.</summary>
    public ElementBudget Budget => budget;

    /// <summary>The layers, each after those it reads.</summary>
    public IReadOnlyList<LayerNode> Nodes => _nodes;

    /// <summary>The layer whose output is the network's; set when all nodes are imported.</summary>
    public LayerNode? Output { get; set; }

    /// <summary>Appends a layer, under a name that no other layer has.</summary>
    /// <exception cref="NodeException">The network becomes too large.</exception>
    public LayerNode Add(Layer layer, string operatorName, ImmutableArray<LayerNode?> inputs)
    {
        budget.Spend(layer.OutputShape.Length);
        var node = new LayerNode(layer with { Name = _names.Take(layer.Name) }, operatorName, inputs);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Takes layers with one input out; whatever read one of them reads its input.</summary>
    public void Bypass(IReadOnlySet<LayerNode> removed)
    {
        foreach (var node in _nodes)
            node.Inputs = [.. node.Inputs.Select(Remaining)];
        Output = Remaining(Output);
        _nodes.RemoveAll(removed.Contains);

        LayerNode? Remaining(LayerNode? node)
        {
            while (node is not null && removed.Contains(node))
                node = node.Inputs[0];
            return node;
        }
    }

    /// <summary>How many layers' inputs, and the network's output, each layer is.</summary>
    public Dictionary<LayerNode, int> CountReaders()
    {
        var counts = _nodes.ToDictionary(n => n, n => n == Output ? 1 : 0);
        foreach (var input in _nodes.SelectMany(n => n.Inputs))
        {
            if (input is not null)
                counts[input]++;
        }

        return counts;
    }

    /// <summary>Numbers the layers that the output depends on.</summary>
    /// <param name="operators">Receives the ONNX operator of each.</param>
    public NetworkDesign ToDesign(out ImmutableArray<string> operators)
    {
        var live = new HashSet<LayerNode>();
        var pending = new Stack<LayerNode>([Output!]);
        while (pending.TryPop(out var node))
        {
            if (!live.Add(node))
                continue;
            foreach (var input in node.Inputs)
            {
                if (input is not null)
                    pending.Push(input);
            }
        }

        var ordered = _nodes.Where(live.Contains).ToList();
        var numbers = ordered.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i + 1);
        operators = [.. ordered.Select(n => n.Operator)];
        return new NetworkDesign
        {
            InputShape = inputShape,
            Layers = [.. ordered.Select(n => n.Layer with { Inputs = [.. n.Inputs.Select(i => i is null ? 0 : numbers[i])] })],
        };
    }
}
