using System.Collections.Immutable;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Onnx.Operators;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>Imports the nodes of a graph one after the other: each becomes layers, a constant, or nothing but another name.</summary>
/// <param name="graph">The graph.</param>
/// <param name="opset">Version of the standard operator set.</param>
/// <param name="selection">What the user says of the input.</param>
/// <param name="path">The model's file, for messages.</param>
/// <param name="diagnostics">Receives an error for each node that cannot be imported.</param>
internal sealed class NetworkBuilder(ModelGraph graph, int opset, ImportSelection selection, string path, DiagnosticBag diagnostics)
{
    private readonly TensorReader _tensors = new(path);
    private readonly Dictionary<string, GraphValue> _values = new(StringComparer.Ordinal);

    /// <summary>Full paths of the external data files read.</summary>
    public ImmutableArray<string> ExternalFiles => [.. _tensors.ExternalFiles];

    /// <summary>Imports every node.</summary>
    /// <exception cref="CompilationException">A node cannot be imported (all such nodes are in it), or a tensor is damaged.</exception>
    public LayerGraph Build()
    {
        var input = GraphInput.Read(graph.Input, selection, path);
        _values[graph.Input.Name] = input;
        var layers = new LayerGraph(input.Shape, new ElementBudget());
        foreach (var node in graph.Nodes)
            Import(node, layers);
        diagnostics.ThrowIfErrors();

        if (!_values.TryGetValue(graph.OutputName, out var result))
            throw new CompilationException(
                Descriptors.InvalidModel, path, $"its output '{graph.OutputName}' is an optional result that its node does not give.");
        layers.Output = result switch
        {
            Activation { Source: { } output, Quantization: null } => output,
            Activation { Quantization: not null } => throw new CompilationException(
                Descriptors.UnsupportedNode, path, graph.OutputName, "QuantizeLinear", opset,
                "The network's output is quantised. Choose the tensor before the quantisation with OutputName."),
            ConstantValue => throw new CompilationException(Descriptors.InputCount, path, graph.OutputName, "none: it is the same for every image"),
            _ => throw new CompilationException(Descriptors.EmptyNetwork, path, graph.OutputName, graph.Input.Name),
        };
        return layers;
    }

    private void Import(GraphNode node, LayerGraph layers)
    {
        if (!node.IsStandard || !OperatorTable.TryFind(node.Proto.OpType, out var definition))
        {
            diagnostics.Report(Descriptors.UnsupportedOperator, path, node.Name, node.Operator, opset, OperatorAdvice.For(node));
            Fail(node);
            return;
        }

        try
        {
            var inputs = node.Proto.Input.Select(Resolve).ToImmutableArray();
            if (inputs.Contains(GraphValue.Unknown))
            {
                Fail(node);
                return;
            }

            foreach (var (name, value) in node.Proto.Output.Zip(Run(definition, node, inputs, layers)))
            {
                if (value is not null)
                    _values[name] = value;
            }
        }
        catch (NodeException e)
        {
            diagnostics.Report(Descriptors.UnsupportedNode, path, node.Name, node.Operator, opset, e.Message);
            Fail(node);
        }
    }

    private ImmutableArray<GraphValue?> Run(
        OperatorDefinition definition, GraphNode node, ImmutableArray<GraphValue?> inputs, LayerGraph layers)
    {
        var isConstant = inputs.All(i => i is null or ConstantValue);
        var movesIntegers = definition.MovesElements && inputs.Any(i => i is ConstantValue { Tensor: IntegerTensor });
        var pool = isConstant && movesIntegers ? new ElementPool() : null;
        var target = isConstant ? new LayerGraph(layers.InputShape, layers.Budget) : layers;
        var call = new NodeImport(node, opset, inputs, target, _tensors, pool);
        definition.Import(call);
        return isConstant ? ConstantFolding.Run(target, call.Outputs, pool) : [.. call.Outputs];
    }

    private void Fail(GraphNode node)
    {
        foreach (var output in node.Proto.Output)
            _values[output] = GraphValue.Unknown;
    }

    private GraphValue? Resolve(string tensor)
    {
        if (tensor.Length == 0)
            return null;
        if (_values.TryGetValue(tensor, out var value))
            return value;
        if (!graph.Initializers.TryGetValue(tensor, out var initializer))
            throw new NodeException(
                $"It reads '{tensor}', an optional result of another node, which is not supported. Export the model without it.");
        return _values[tensor] = new ConstantValue(_tensors.Read(initializer, tensor));
    }
}
