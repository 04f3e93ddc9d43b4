using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Operators;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>Imports the nodes of a graph one after the other: each becomes layers, a constant, or nothing but another name.</summary>
internal sealed class GraphPass
{
    private readonly ModelGraph _graph;
    private readonly int _opset;
    private readonly TensorReader _tensors;
    private readonly Dictionary<string, GraphValue> _values = new(StringComparer.Ordinal);
    private readonly List<Refusal> _refusals = [];

    private GraphPass(ModelGraph graph, int opset, TensorReader tensors, Activation input)
    {
        (_graph, _opset, _tensors) = (graph, opset, tensors);
        _values[graph.Input.Name] = input;
        Layers = new LayerGraph(input.Shape, new ElementBudget());
    }

    /// <summary>The layers so far.</summary>
    public LayerGraph Layers { get; }

    /// <summary>The nodes that cannot be imported, in the graph's order. What reads their results is not among them, but a product of such is.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

    /// <summary>Imports every node.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="opset">Version of the standard operator set.</param>
    /// <param name="tensors">Reads the file's tensors.</param>
    /// <param name="input">The network's input.</param>
    /// <exception cref="Diagnostics.CompilationException">A tensor is damaged.</exception>
    public static GraphPass Run(ModelGraph graph, int opset, TensorReader tensors, Activation input)
    {
        var pass = new GraphPass(graph, opset, tensors, input);
        foreach (var node in graph.Nodes)
            pass.Import(node);
        return pass;
    }

    /// <summary>What is known of a tensor; null where no node gave it.</summary>
    public GraphValue? ValueOf(string tensor) => _values.GetValueOrDefault(tensor);

    private void Import(GraphNode node)
    {
        var isKnown = OperatorTable.TryFind(node, out var definition);
        ImmutableArray<GraphValue?> inputs = [];
        try
        {
            inputs = [.. node.Proto.Input.Select(tensor => Resolve(tensor, isKnown))];
            if (!isKnown)
            {
                Refuse(new Refusal(node, null, NodeRemedy.Cut), inputs);
                return;
            }

            definition!.CheckDefined(_opset);
            // A product is one whatever its operands are.
            if (definition.HasWeights && inputs is [{ IsComputed: true }, { IsComputed: true }, ..])
                throw Product(node);
            if (inputs.Any(i => i is { IsUnknown: true }))
            {
                Fail(node, inputs);
                return;
            }

            foreach (var (name, value) in node.Proto.Output.Zip(Run(definition, node, inputs)))
            {
                if (value is not null)
                    _values[name] = value;
            }
        }
        catch (NodeException e)
        {
            Refuse(new Refusal(node, e.Message, e.Remedy, e.Instance), inputs);
        }
    }

    private ImmutableArray<GraphValue?> Run(OperatorDefinition definition, GraphNode node, ImmutableArray<GraphValue?> inputs)
    {
        var isConstant = inputs.All(i => i is null or ConstantValue);
        var movesIntegers = definition.MovesElements && inputs.Any(i => i is ConstantValue { Tensor: IntegerTensor });
        var pool = isConstant && movesIntegers ? new ElementPool() : null;
        var target = isConstant ? new LayerGraph(Layers.InputShape, Layers.Budget) : Layers;
        var call = new NodeImport(node, _opset, inputs, target, _tensors, pool);
        definition.Import(call);
        return isConstant ? ConstantFolding.Run(target, call.Outputs, pool) : [.. call.Outputs];
    }

    private static NodeException Product(GraphNode node) =>
        new("both operands are computed from the input: {0}. Crossbars multiply by constant weights, attention multiplies activations with each other.")
        {
            Instance = $"'{node.Proto.Input[0]}' and '{node.Proto.Input[1]}'",
            Remedy = NodeRemedy.Cut,
        };

    private void Refuse(Refusal refusal, ImmutableArray<GraphValue?> inputs)
    {
        _refusals.Add(refusal);
        Fail(refusal.Node, inputs);
    }

    private void Fail(GraphNode node, ImmutableArray<GraphValue?> inputs)
    {
        var value = inputs.Any(i => i is { IsComputed: true }) ? GraphValue.Unknown : GraphValue.UnknownConstant;
        foreach (var output in node.Proto.Output)
            _values[output] = value;
    }

    // Of nodes that are refused anyhow no tensors are read.
    private GraphValue? Resolve(string tensor, bool isKnown)
    {
        if (tensor.Length == 0)
            return null;
        if (_values.TryGetValue(tensor, out var value))
            return value;
        if (!isKnown)
            return GraphValue.UnknownConstant;
        if (!_graph.Initializers.TryGetValue(tensor, out var initializer))
            throw new NodeException(
                $"It reads '{tensor}', an optional result of another node, which is not supported. Export the model without it.");
        return _values[tensor] = new ConstantValue(_tensors.Read(initializer, tensor));
    }
}
